package io.millrace.worker.autoconfigure;

import io.millrace.deadletter.DeadLetter;
import io.millrace.deadletter.DeadLetterOutcome;
import io.millrace.deadletter.DeadLetterWish;
import io.millrace.deadletter.KeptDeadLetter;
import io.millrace.deadletter.KeptDeadLetters;
import io.millrace.worker.remote.Reply;
import io.millrace.worker.remote.Request;
import io.millrace.worker.task.DeadLetterLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The dead letters of all members. Each has those of its own tasks; the id of a letter is the number of its member and that which
 * it has there.
 *
 * <p><b>Thread.</b> Any.
 */
final class MemberLetters {

    private static final int MAX_CAUSE_CHARS = 200;

    private final MemberQueries members;
    private final Function<String, DeadLetterLog> logs;

    /**
     * Makes one that has nothing to do.
     *
     * @param logs gives the dead letters of a topology in this process
     */
    MemberLetters(MemberQueries members, Function<String, DeadLetterLog> logs) {
        this.members = members;
        this.logs = logs;
    }

    /** What this member keeps. */
    Reply answer(Request.Letters asked) {
        List<KeptDeadLetter> letters = logs.apply(asked.topology()).kept(asked.limit()).stream()
                .map(MemberLetters::summary)
                .toList();
        return new Reply.OfLetters(asked.topology(), asked.id(), letters);
    }

    /** Does what is wanted of the letters that this member keeps. */
    Reply answer(Request.TreatLetters asked) {
        DeadLetterLog log = logs.apply(asked.topology());
        HashSet<Long> numbers = asked.isForAll() ? null : new HashSet<>(asked.numbers());
        DeadLetterLog.Outcome outcome =
                asked.action() == DeadLetterWish.Action.REPLAY ? log.replay(numbers) : log.drop(numbers);
        return new Reply.Treated(asked.topology(), asked.id(), outcome.done(), outcome.refused());
    }

    private static KeptDeadLetter summary(DeadLetterLog.Kept kept) {
        DeadLetter letter = kept.letter();
        String cause = letter.cause().type();
        return new KeptDeadLetter(
                Long.toString(kept.number()),
                letter.operator(),
                letter.taskIndex(),
                letter.number(),
                letter.timestampMillis(),
                letter.records(),
                letter.attempts(),
                cause.length() <= MAX_CAUSE_CHARS ? cause : cause.substring(0, MAX_CAUSE_CHARS),
                letter.atMillis(),
                kept.isUnderWay());
    }

    /** The latest of all members that can be asked. */
    CompletableFuture<KeptDeadLetters> newest(String topology, int limit) {
        List<KeptDeadLetter> all = new ArrayList<>();
        return members.ofAll(
                        id -> new Request.Letters(topology, id, limit),
                        Reply.OfLetters.class,
                        (member, reply) -> reply.letters().forEach(letter -> all.add(withId(member, letter))))
                .thenApply(silent -> new KeptDeadLetters(
                        all.stream()
                                .sorted(Comparator.comparingLong(KeptDeadLetter::atMillis)
                                        .reversed())
                                .limit(limit)
                                .toList(),
                        silent));
    }

    private static KeptDeadLetter withId(int member, KeptDeadLetter letter) {
        return new KeptDeadLetter(
                member + "-" + letter.id(),
                letter.operator(),
                letter.task(),
                letter.number(),
                letter.timestampMillis(),
                letter.records(),
                letter.attempts(),
                letter.cause(),
                letter.atMillis(),
                letter.isUnderWay());
    }

    /** Has all members do what is wanted of their letters. */
    CompletableFuture<DeadLetterOutcome> treat(String topology, DeadLetterWish wish) {
        List<String> ids = wish.ids();
        Treatment treatment = new Treatment();
        if (ids == null) {
            return members.ofAll(
                            id -> new Request.TreatLetters(topology, id, wish.action(), true, List.of()),
                            Reply.Treated.class,
                            treatment::add)
                    .thenApply(treatment::outcome);
        }
        Map<Integer, List<Long>> byMember = new TreeMap<>();
        for (String id : ids) {
            OptionalInt member = member(id);
            if (member.isPresent()) {
                byMember.computeIfAbsent(member.getAsInt(), number -> new ArrayList<>())
                        .add(Long.parseLong(id.substring(id.indexOf('-') + 1)));
            } else {
                treatment.refuse(id, "There is no such dead letter; look at the list");
            }
        }
        CompletableFuture<?>[] all = byMember.entrySet().stream()
                .map(entry -> members.querySafely(
                                entry.getKey(),
                                id -> new Request.TreatLetters(topology, id, wish.action(), false, entry.getValue()),
                                Reply.Treated.class,
                                reply -> reply)
                        .handle((reply, failure) -> {
                            if (failure == null) {
                                treatment.add(entry.getKey(), reply);
                            } else {
                                entry.getValue()
                                        .forEach(number -> treatment.refuse(
                                                entry.getKey() + "-" + number,
                                                "Member has not answered, and it is not known whether it was done:"
                                                        + " member=" + entry.getKey()
                                                        + "; see whether it runs, and look at the list"));
                            }
                            return null;
                        }))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(all).thenApply(done -> treatment.outcome(List.of()));
    }

    /** The member that an id names, if it is one. */
    private static OptionalInt member(String id) {
        if (!id.matches("\\d{1,9}-\\d{1,18}")) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(id.substring(0, id.indexOf('-'))));
    }

    /** What has come of it so far. */
    private static final class Treatment {

        private final Map<String, String> refused = new HashMap<>(); // guarded by this
        private int done; // guarded by this

        synchronized void add(int member, Reply.Treated reply) {
            done += reply.done();
            reply.refused().forEach((number, reason) -> refused.put(member + "-" + number, reason));
        }

        synchronized void refuse(String id, String reason) {
            refused.put(id, reason);
        }

        synchronized DeadLetterOutcome outcome(List<Integer> silentMembers) {
            return new DeadLetterOutcome(done, refused, silentMembers);
        }
    }
}
