/**
 * Compares what clients were told and have seen with the history. Entry class: {@link
 * io.chorus.checker.verdict.Verdict}. Depends on what clients testify alone.
 */
package io.chorus.checker.verdict;
