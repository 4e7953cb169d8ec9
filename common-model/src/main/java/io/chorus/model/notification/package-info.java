/** Notifications as their recipients see them. */
package io.chorus.model.notification;
