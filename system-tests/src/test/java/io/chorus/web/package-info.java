/**
 * The web client: what its build leaves, its own tests, and the page in a real browser. May depend
 * on local-stack.
 */
package io.chorus.web;
