/**
 * Applications on Node and where they run: the sources are in {@code src/test/node}. Entry class:
 * {@link io.chorus.node.NodeFolder}.
 */
package io.chorus.node;
