/**
 * Who calls, and JSON exactly as callers sent it. Entry class: {@link
 * io.chorus.notification.caller.Caller}. Depends on the model alone.
 */
package io.chorus.notification.caller;
