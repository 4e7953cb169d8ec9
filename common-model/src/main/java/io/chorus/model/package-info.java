/** Shared vocabulary. */
package io.chorus.model;
