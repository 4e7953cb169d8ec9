/**
 * The packaged suite under faults: clients talk, processes are killed, frozen and restarted, and in
 * the end every client's view is compared with the history. Entry class: {@link
 * io.chorus.checker.Checker}. docs/guarantees.md tells what is promised.
 */
package io.chorus.checker;
