/**
 * Takes notifications from backends: checks them, has them stored, then sent. Entry class: {@link
 * io.chorus.notification.intake.IntakeResource}.
 */
package io.chorus.notification.intake;
