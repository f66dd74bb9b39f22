package io.millrace.worker.simulation.crash;

import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.SnapshotStore;
import io.millrace.worker.exchange.ChannelAddress;
import io.millrace.worker.remote.Command;
import io.millrace.worker.remote.LeaseTerms;
import io.millrace.worker.remote.Message;
import io.millrace.worker.remote.PeerEvents;
import io.millrace.worker.remote.Report;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** Something that a cluster must not do, done on purpose; one for each run. */
enum PlantedBug {

    /** Leaders that were replaced go on changing documents. */
    NO_FENCING {
        @Override
        Plants plant() {
            return new Plants() {
                @Override
                public boolean allowsAllEpochs() {
                    return true;
                }
            };
        }
    },

    /** Members obey leaders that were replaced, as soon as those begin another session. */
    NO_EPOCH_IN_SESSIONS {
        @Override
        Plants plant() {
            AtomicLong sessions = new AtomicLong();
            return new Plants() {
                @Override
                public LongSupplier sessions(LongSupplier ofLeader) {
                    return sessions::getAndIncrement;
                }
            };
        }
    },

    /** Two members are elected at once, under one epoch, and both take over what runs. */
    DOUBLE_ADOPTION {
        @Override
        Plants plant() {
            return new Plants() {
                @Override
                public boolean electsTwo() {
                    return true;
                }
            };
        }
    },

    /** A leader takes over what runs, though it is not what was started last. */
    ADOPTION_OF_ANY_ATTEMPT {
        @Override
        Plants plant() {
            Map<Integer, Long> reported = new HashMap<>();
            return new Plants() {
                @Override
                public CheckpointStore checkpoints(CheckpointStore store) {
                    reported.clear();
                    return answering(CheckpointStore.class, store, "attempts", reported);
                }

                @Override
                public PeerEvents leading(PeerEvents host) {
                    return new Hearing(host, message -> {
                        if (message instanceof Report.Running running) {
                            running.starts()
                                    .forEach(start ->
                                            reported.putIfAbsent(start.stages().get(0), start.attempt()));
                        }
                        return message;
                    });
                }
            };
        }
    },

    /** That a member leaves is not heard. */
    LOST_GOODBYE {
        @Override
        Plants plant() {
            return new Plants() {
                @Override
                public PeerEvents leading(PeerEvents host) {
                    return new Hearing(host, message -> message instanceof Report.Leaving ? null : message);
                }
            };
        }
    },

    /** A member starts what a leader wants that was replaced meanwhile. */
    STALE_ASSIGNMENT {
        @Override
        Plants plant() {
            return new Plants() {
                @Override
                public SnapshotStore snapshots(SnapshotStore store) {
                    return answering(SnapshotStore.class, store, "isFollowed", false);
                }

                @Override
                public PeerEvents hearing(PeerEvents agent) {
                    AtomicLong newest = new AtomicLong();
                    return new Hearing(agent, message -> {
                        if (message instanceof Command.Begin begin) {
                            newest.accumulateAndGet(begin.session(), Math::max);
                        }
                        return message instanceof Command.Start start ? inSession(start, newest.get()) : message;
                    });
                }
            };
        }
    },

    /** Who takes the place of tasks that cannot be fenced does not wait for their lease. */
    LEASE_NOT_AWAITED {
        @Override
        Plants plant() {
            return new Plants() {
                @Override
                public LeaseTerms leases(LeaseTerms terms) {
                    return new LeaseTerms(terms.length(), terms.length().negated());
                }
            };
        }
    },

    /** A task counts as closed at once when it is told to close, and goes on for a while. */
    CLOSED_TOO_EARLY {
        @Override
        Plants plant() {
            return new Plants() {
                @Override
                public boolean closesEarly() {
                    return true;
                }
            };
        }
    };

    /** What makes a cluster do it. */
    abstract Plants plant();

    private static Command inSession(Command.Start start, long session) {
        return new Command.Start(
                start.topology(),
                session,
                start.attempt(),
                start.plan(),
                start.stages(),
                start.checkpointId(),
                start.splits(),
                start.places());
    }

    /** A store with one answer of its own. */
    private static <T> T answering(Class<T> type, T store, String question, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                PlantedBug.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals(question)) {
                        return answer;
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /** Hears messages in another way than they were sent; one that becomes null is not heard. */
    private record Hearing(PeerEvents events, UnaryOperator<Message> change) implements PeerEvents {

        @Override
        public void onConnected(int executor) {
            events.onConnected(executor);
        }

        @Override
        public void onDisconnected(int executor, String reason) {
            events.onDisconnected(executor, reason);
        }

        @Override
        public void onLost(int executor, List<ChannelAddress> channels, boolean messagesLost, String reason) {
            events.onLost(executor, channels, messagesLost, reason);
        }

        @Override
        public void onMessage(int executor, Message message) {
            Message heard = change.apply(message);
            if (heard != null) {
                events.onMessage(executor, heard);
            }
        }
    }
}
