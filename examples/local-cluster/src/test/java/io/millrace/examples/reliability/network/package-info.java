/**
 * A network that can be cut between any two members, both ways or one, on one machine and without a firewall: members live in
 * network namespaces with nothing but a loopback device, and a relay carries their connections.
 */
@NullMarked
package io.millrace.examples.reliability.network;

import org.jspecify.annotations.NullMarked;
