package io.millrace.gateway;

import io.millrace.status.TopologyStatus;
import io.millrace.type.TypeRef;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lets the rest of the application send records into a topology, see the results of its steps, and steer it. A bean of the
 * starter; inject it where it is needed.
 *
 * <p>A step is named by its name alone where only one topology of the application has such a step, otherwise as {@code
 * topology/step}.
 *
 * <p><b>Guarantee.</b> At most once, both ways: a record that was accepted is lost if the process dies before its results
 * are out, and a subscriber that does not keep up misses results.
 *
 * <p><b>Thread.</b> May be used by any thread. Code of a topology must not wait for {@link #send} into the same topology,
 * which may have no room before that code returns.
 */
public interface StreamGateway {

    /**
     * Sends a record into a source made by {@code Sources.gateway}.
     *
     * @param source name of the source
     * @param value the record, of the type of the source
     * @return completes when the topology has taken the record, which it does when it has demand; cancelling before that
     *     takes the record back. Fails with {@link GatewayException} if there is no such source, if the value is not of its
     *     type, if the topology is not running or stops before it has taken the record, or if too many records wait
     */
    Mono<Void> send(String source, Object value);

    /**
     * Results of a step while they come, from the time of the subscription on.
     *
     * @param step name of a source or operator
     * @param type the type of its results
     * @return goes on over stops and starts of the topology, and completes when the application stops. A slow subscriber
     *     never slows the topology: it misses the oldest results. Fails with {@link GatewayException} if there is no such
     *     step or its results are of another type
     */
    <T> Flux<T> flux(String step, Class<T> type);

    /** Results of a step while they come, of any type. */
    <T> Flux<T> flux(String step, TypeRef<T> type);

    /** Names of the topologies of the application. */
    List<String> topologies();

    /**
     * What is known of a topology now.
     *
     * @throws GatewayException if there is no such topology
     */
    TopologyStatus status(String topology);

    /**
     * Starts a topology that does not run; nothing happens if it runs. In a cluster it waits until whoever leads has answered,
     * for half a minute at most.
     *
     * @throws GatewayException if there is no such topology
     * @throws IllegalStateException if it cannot be started now: it is still stopping, the application is not running, or
     *     nobody leads the cluster
     */
    void start(String topology);

    /**
     * Stops a topology in an orderly way, without waiting for the end of it; nothing happens if it does not run. In a cluster it
     * waits until whoever leads has answered, for half a minute at most.
     *
     * @throws GatewayException if there is no such topology
     * @throws IllegalStateException if nobody leads the cluster, or it is not known what became of it
     */
    void stop(String topology);

    /**
     * Asks for a savepoint: a checkpoint that is kept until it is deleted, and that a topology may begin with.
     *
     * @param topology name of the topology
     * @return its number, when it is there; asked for with each subscription. Fails with {@link GatewayException} if there is
     *     no such topology, with {@link IllegalStateException}, which says why, if there is no savepoint
     */
    Mono<Long> savepoint(String topology);
}
