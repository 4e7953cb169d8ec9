/**
 * Clients who talk at any suite, for people who size their own. Entry class: {@link
 * io.chorus.stack.load.Load}. Depends on nothing else of ours.
 */
package io.chorus.stack.load;
