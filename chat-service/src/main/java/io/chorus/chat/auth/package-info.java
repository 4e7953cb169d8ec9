/** From a token to an identity. Depends on the model and on MicroProfile JWT alone. */
package io.chorus.chat.auth;
