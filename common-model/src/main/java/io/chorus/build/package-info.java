/** What runs here. Entry class: {@link io.chorus.build.BuildInfo}. Depends on nothing of ours. */
package io.chorus.build;
