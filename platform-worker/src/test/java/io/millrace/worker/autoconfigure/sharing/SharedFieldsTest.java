package io.millrace.worker.autoconfigure.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.worker.autoconfigure.sharing.Finding.Severity;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SharedFieldsTest {

    /** What is found in a method of a sample is said by the beginning of its name. */
    @ParameterizedTest
    @MethodSource("samples")
    void shouldJudge(String name) {
        Method method = Arrays.stream(Sample.class.getDeclaredMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();

        List<Finding> findings = SharedFields.check(Sample.class, method);

        if (name.startsWith("fault")) {
            assertThat(findings).extracting(Finding::severity).startsWith(Severity.FAULT);
        } else if (name.startsWith("warning")) {
            assertThat(findings).isNotEmpty().extracting(Finding::severity).containsOnly(Severity.WARNING);
        } else {
            assertThat(findings).isEmpty();
        }
    }

    @Test
    void shouldNameFieldMethodAndLine() throws Exception {
        List<Finding> findings =
                SharedFields.check(Sample.class, Sample.class.getDeclaredMethod("faultAssigned", String.class));

        assertThat(findings)
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .contains("SharedFieldsTest.Sample.faultAssigned", "assigns field 'last'")
                .containsPattern("in line \\d+");
    }

    @Test
    void shouldLookIntoWhatOverrides() throws Exception {
        assertThat(SharedFields.check(Overriding.class, Base.class.getDeclaredMethod("map", String.class)))
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .contains("assigns field 'seen'");
    }

    static List<String> samples() {
        return Arrays.stream(Sample.class.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(Method::getName)
                .filter(name -> name.matches("(fault|warning|fine).*"))
                .sorted()
                .toList();
    }

    @SuppressWarnings("unused")
    private static class Sample extends Parent {

        private static int total;

        private final List<String> list = new ArrayList<>();
        private final Map<String, Integer> map = new HashMap<>();
        private final Map<String, Integer> concurrent = new ConcurrentHashMap<>();
        private final List<String> copying = new CopyOnWriteArrayList<>();
        private final ConcurrentHashMap<String, LongAdder> adders = new ConcurrentHashMap<>();
        private final AtomicLong atomic = new AtomicLong();
        private final StringBuilder text = new StringBuilder();
        private final long[] counts = new long[10];
        private final List<String> given;
        private final Repository repository = new Repository();
        private String last = "";
        private int count;
        private long large;
        private volatile boolean isSeen;

        Sample(List<String> given) {
            this.given = given;
            this.last = "first";
        }

        String faultAssigned(String value) {
            last = value;
            return value;
        }

        String faultIncremented(String value) {
            count++;
            return value;
        }

        long faultLongIncremented(String value) {
            return large++;
        }

        long faultLongAdded(String value) {
            large += value.length();
            return large;
        }

        void faultVolatile(String value) {
            isSeen = true;
        }

        void faultStatic(String value) {
            total++;
        }

        void faultInBranch(String value) {
            if (value.isEmpty()) {
                count = 1;
            }
        }

        void faultInLoop(String value) {
            for (char each : value.toCharArray()) {
                count += each;
            }
        }

        void faultInTry(String value) {
            try {
                count = Integer.parseInt(value);
            } catch (NumberFormatException e) {
                count = 0;
            }
        }

        void faultInSwitch(String value) {
            switch (value) {
                case "a" -> count = 1;
                default -> count = 2;
            }
        }

        void faultListAdd(String value) {
            list.add(value);
        }

        void faultListClear(String value) {
            this.list.clear();
        }

        void faultMapPut(String value) {
            map.put(value, 1);
        }

        void faultMapMerge(String value) {
            map.merge(value, 1, Integer::sum);
        }

        void faultThroughLocal(String value) {
            List<String> same = list;
            same.add(value);
        }

        void faultBuilder(String value) {
            text.append(value);
        }

        void faultArray(String value) {
            counts[0] = 1;
        }

        void faultArrayIncrement(String value) {
            counts[value.length()]++;
        }

        String faultInOwnMethod(String value) {
            remember(value);
            return value;
        }

        void faultInLambda(String value) {
            Runnable later = () -> last = value;
            later.run();
        }

        void faultInStream(String value) {
            value.chars().forEach(each -> list.add("" + each));
        }

        void faultMethodReference(String value) {
            List.of(value).forEach(this::remember);
        }

        void faultInParent(String value) {
            keep(value);
        }

        void faultFieldOfParent(String value) {
            kept = value;
        }

        void faultRecursive(String value) {
            if (!value.isEmpty()) {
                faultRecursive(value.substring(1));
            }
            count = 0;
        }

        synchronized void warningSynchronized(String value) {
            count++;
        }

        void warningLocked(String value) {
            synchronized (this) {
                count++;
            }
        }

        void warningUnknownList(String value) {
            given.add(value);
        }

        String fineReads(String value) {
            return last + count + list.size() + map.get(value);
        }

        void fineConcurrentMap(String value) {
            concurrent.put(value, 1);
        }

        void fineCopyOnWrite(String value) {
            copying.add(value);
        }

        void fineAdders(String value) {
            adders.computeIfAbsent(value, key -> new LongAdder()).increment();
        }

        void fineAtomic(String value) {
            atomic.incrementAndGet();
        }

        void fineLocal(String value) {
            List<String> own = new ArrayList<>();
            own.add(value);
            int number = 0;
            number++;
            long[] array = new long[3];
            array[number] = 1;
        }

        void fineCollaborator(String value) {
            repository.save(value);
            repository.add(value);
        }

        void fineArgument(List<String> values) {
            values.add("x");
            values.clear();
        }

        List<String> fineCollected(String value) {
            return list.stream().map(String::trim).collect(Collectors.toList());
        }

        Map<String, Long> fineGrouped(List<String> values) {
            return values.stream().collect(Collectors.groupingBy(each -> each, Collectors.counting()));
        }

        String fineOtherObject(Box box) {
            box.content = "x";
            return box.content;
        }

        Supplier<String> fineLambda(String value) {
            return () -> last + value;
        }

        String fineCopyOfField(String value) {
            List<String> copy = new ArrayList<>(list);
            copy.add(value);
            return copy.toString();
        }

        boolean fineConditional(String value) {
            List<String> either = value.isEmpty() ? list : new ArrayList<>();
            return either.isEmpty();
        }

        private void remember(String value) {
            last = value;
        }
    }

    private static class Parent {

        String kept = "";

        void keep(String value) {
            kept = value;
        }
    }

    private abstract static class Base {

        abstract String convert(String value);

        String map(String value) {
            return convert(value);
        }
    }

    private static final class Overriding extends Base {

        private String seen = "";

        @Override
        String convert(String value) {
            seen = value;
            return seen;
        }
    }

    private static final class Box {
        private String content = "";
    }

    private static final class Repository {

        void save(String value) {}

        void add(String value) {}
    }
}
