/**
 * The vocabulary that the services share: names, limits, payloads and the channels they meet on.
 * Nothing here does input or output.
 */
package io.chorus.model;
