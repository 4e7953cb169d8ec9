package io.chorus.checker.notice;

import java.util.List;

/**
 * What one recipient says at the end.
 *
 * @param inbox all that came since the run began, oldest first
 * @param seen what was found by looking for newer ones again and again
 * @param streamed what came as events
 * @param readUpTo up to there it was told that all is read
 * @param triedUpTo up to there all may be read
 */
record Addressee(
    String userId,
    List<Notice> inbox,
    List<Notice> seen,
    List<Notice> streamed,
    int unread,
    long readUpTo,
    long triedUpTo) {}
