/**
 * What reaches a user on every connection: notifications. Entry class: {@link
 * io.chorus.chat.user.Users}.
 */
package io.chorus.chat.user;
