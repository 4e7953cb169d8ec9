/** Events on their way: the frame that clients get, and the envelope around it on the bus. */
package io.chorus.model.frame;
