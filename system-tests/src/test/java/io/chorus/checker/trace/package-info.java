/** What happened in a run, kept to explain what went wrong. Depends on nothing. */
package io.chorus.checker.trace;
