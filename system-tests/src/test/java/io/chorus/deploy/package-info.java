/**
 * What can be held about the deployment without a container engine or a cluster: the compose file,
 * the images' files, the Kubernetes objects and the gateway, which really runs where nginx is
 * installed. A rule that needs a program which is missing is skipped and says so. Depends on
 * nothing of the suite but its files.
 */
package io.chorus.deploy;
