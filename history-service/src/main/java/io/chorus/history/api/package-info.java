/** The log over REST. Entry class: {@link io.chorus.history.api.HistoryResource}. */
package io.chorus.history.api;
