/**
 * Who calls, and what callers give as text. Entry class: {@link
 * io.chorus.notification.caller.Caller}. Depends on the model alone.
 */
package io.chorus.notification.caller;
