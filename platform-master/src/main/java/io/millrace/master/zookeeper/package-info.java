/**
 * The coordination port by way of ZooKeeper. The only package that knows ZooKeeper and Curator.
 *
 * <p>What it keeps, below the path of the connect string:
 *
 * <pre>
 * /millrace                            shared by all applications
 *   /&lt;application&gt;                     from here on for those who know the secret only
 *     /epoch                           number of the last leadership, and its member
 *     /latch/…                         candidates, in the order in which they came (ephemeral)
 *     /leader                          member and epoch of who leads now (ephemeral)
 *     /members/&lt;number&gt;                what each member announces (ephemeral)
 *     /numbers                         gives out numbers of members
 *     /documents/&lt;path&gt;                documents; the slashes in their paths are written as colons
 * </pre>
 */
@NullMarked
package io.millrace.master.zookeeper;

import org.jspecify.annotations.NullMarked;
