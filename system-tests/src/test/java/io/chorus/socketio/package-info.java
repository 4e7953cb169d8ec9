/** Socket.IO's own clients, unchanged, at a suite with two chat instances. */
package io.chorus.socketio;
