package io.millrace.worker.checkpoint;

import io.millrace.cluster.Coordination;
import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.CoordinationListener;
import io.millrace.cluster.Document;
import io.millrace.cluster.DocumentConflictException;
import io.millrace.cluster.MemberInfo;
import io.millrace.cluster.StaleEpochException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The documents of a cluster in memory. Of a write it may not be known whether it happened; then it has not, or it has, or it
 * will, unless something comes in between. The same seed and the same calls yield the same documents.
 */
public final class SimulatedCoordination implements Coordination {

    private static final Runnable NOTHING = () -> {};

    private final Random random;
    private final Map<String, Document> documents = new TreeMap<>();
    private final Map<String, @Nullable Document> former = new TreeMap<>();
    private final List<Write> late = new ArrayList<>();
    private Observer observer = (epoch, path, content) -> {};
    private Runnable stall = NOTHING;
    private int stallIn;
    private long epoch;
    private int unknownOneIn;
    private int unknowns;
    private boolean checksEpochs = true;

    /** Begins with no document, and no leader. */
    public SimulatedCoordination(long seed) {
        this.random = new Random(seed);
    }

    /** Sees each change when it happens. */
    interface Observer {

        void onWrite(long epoch, String path, String content);
    }

    /** A write that is to come. */
    private record Write(long epoch, String path, String content, int expected) {}

    // What a test does.

    /** Elects a leader; yields its epoch. */
    public long elect() {
        return ++epoch;
    }

    long epoch() {
        return epoch;
    }

    void observe(Observer seeing) {
        observer = seeing;
    }

    /** Lets one call in so many have an outcome that is not known; 0 for none. */
    public void unknownOneIn(int calls) {
        unknownOneIn = calls;
    }

    /** Calls so far whose outcome was not known. */
    int unknowns() {
        return unknowns;
    }

    /** Runs something in the middle of a coming call. */
    void stallIn(int points, Runnable action) {
        stallIn = points;
        stall = action;
    }

    /** Makes a cluster that lets every leader write. */
    public void letAllEpochsWrite() {
        checksEpochs = false;
    }

    /** Takes a document away behind everybody's back. */
    void lose(String path) {
        documents.remove(path);
    }

    Map<String, Document> documents() {
        return Map.copyOf(documents);
    }

    // What a cluster does.

    @Override
    public Optional<Document> read(String path) throws CoordinationException {
        stall();
        arrive();
        if (isUnknown()) {
            throw new CoordinationException("Document cannot be read now: path=" + path);
        }
        return Optional.ofNullable(documents.get(path));
    }

    @Override
    public int write(long writer, String path, String content, int expectedVersion) throws CoordinationException {
        stall();
        arrive();
        Write write = new Write(writer, path, content, expectedVersion);
        if (!isUnknown()) {
            int version = apply(write);
            stall();
            return version;
        }
        switch (random.nextInt(3)) {
            case 0 -> late.add(write);
            case 1 -> applyUnseen(write);
            default -> {}
        }
        stall();
        throw new CoordinationException("It is not known whether a document was written: path=" + path);
    }

    /** As far as a leader hears of it. */
    @Override
    public void confirm(long of) throws CoordinationException {
        if (of != epoch) {
            throw new StaleEpochException("Epoch is over: epoch=" + of + ", now=" + epoch);
        }
    }

    private boolean isUnknown() {
        boolean isUnknown = unknownOneIn > 0 && random.nextInt(unknownOneIn) == 0;
        unknowns += isUnknown ? 1 : 0;
        return isUnknown;
    }

    private void arrive() {
        if (!late.isEmpty() && random.nextBoolean()) {
            List<Write> arriving = List.copyOf(late);
            late.clear();
            arriving.forEach(this::applyUnseen);
        }
    }

    private void applyUnseen(Write write) {
        try {
            apply(write);
        } catch (CoordinationException refused) {
            // Nobody is there any more to hear it.
        }
    }

    private int apply(Write write) throws CoordinationException {
        if (checksEpochs && write.epoch != epoch) {
            throw new StaleEpochException("Epoch is over: epoch=" + write.epoch + ", now=" + epoch);
        }
        Document before = documents.get(write.path);
        int version = before == null ? Document.NONE : before.version();
        if (version != write.expected) {
            throw new DocumentConflictException("Document has another version: path=" + write.path + ", version="
                    + version + ", expected=" + write.expected);
        }
        observer.onWrite(write.epoch, write.path, write.content);
        former.put(write.path, before);
        documents.put(write.path, new Document(write.content, version + 1));
        return version + 1;
    }

    private void stall() {
        if (stallIn > 0 && --stallIn == 0) {
            Runnable action = stall;
            stall = NOTHING;
            action.run();
        }
    }

    /** What a process sees that is asked no more than to read: at times, documents as they were one change ago. */
    public Coordination lagging() {
        return (Coordination) Proxy.newProxyInstance(
                SimulatedCoordination.class.getClassLoader(),
                new Class<?>[] {Coordination.class},
                (proxy, method, arguments) -> Optional.ofNullable(
                        random.nextInt(3) == 0 ? former.get(arguments[0]) : documents.get(arguments[0])));
    }

    @Override
    public int join(MemberInfo self, CoordinationListener listener) {
        throw new UnsupportedOperationException("Only documents are simulated");
    }

    @Override
    public void announce(MemberInfo self) {
        throw new UnsupportedOperationException("Only documents are simulated");
    }

    @Override
    public void resign() {
        throw new UnsupportedOperationException("Only documents are simulated");
    }

    @Override
    public void close() {}
}
