/**
 * One origin for everything: spreads requests over the services' instances, tunnels WebSockets,
 * serves the web page, hands out development tokens and shows what the instances measure. Entry
 * class: {@link io.chorus.stack.gateway.Gateway}. May depend on the token package and on the
 * process package's failure, nothing else of ours.
 */
package io.chorus.stack.gateway;
