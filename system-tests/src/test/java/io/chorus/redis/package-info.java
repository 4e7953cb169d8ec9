/** The packaged suite on Redis as people deploy it, of the machine's own package. */
package io.chorus.redis;
