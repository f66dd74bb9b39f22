package io.millrace.worker.serial;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** A record of every kind of part, with values by seed. */
record Everything(
        Scalars scalars,
        Primitives primitives,
        Times times,
        List<String> list,
        Set<Long> set,
        Map<String, List<Integer>> map,
        SortedMap<Integer, Color> sortedMap,
        SortedSet<String> sortedSet,
        Optional<Pair<String, Long>> optional,
        Map.Entry<String, Color> entry,
        Shape shape,
        Tree<String> tree,
        Empty empty) {

    enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "g";
            }
        },
        BLUE
    }

    record Pair<A, B>(A left, B right) {}

    record Empty() {}

    record Scalars(
            String string,
            Integer boxedInt,
            Long boxedLong,
            Double boxedDouble,
            Boolean boxedBoolean,
            Character boxedChar,
            UUID uuid,
            BigInteger integer,
            BigDecimal decimal) {}

    record Primitives(int i, long l, short s, byte b, char c, boolean z, float f, double d) {}

    record Times(
            Instant instant,
            Duration duration,
            LocalDate date,
            LocalTime time,
            LocalDateTime dateTime,
            ZonedDateTime zoned,
            OffsetDateTime offset) {}

    sealed interface Shape {}

    record Circle(double radius) implements Shape {}

    record Group(List<Shape> shapes) implements Shape {}

    enum Unit implements Shape {
        POINT
    }

    record Tree<T>(T value, Tree<T> left, Tree<T> right) {}

    static Everything of(Random random) {
        return new Everything(
                scalars(random),
                primitives(random),
                times(random),
                list(random),
                set(random),
                map(random),
                sortedMap(random),
                new TreeSet<>(List.of(string(random), string(random))),
                random.nextBoolean() ? Optional.empty() : Optional.of(new Pair<>(string(random), random.nextLong())),
                Map.entry(string(random), color(random)),
                shape(random, 3),
                tree(random, 4),
                new Empty());
    }

    static String string(Random random) {
        char[] chars = new char[random.nextInt(30)];
        int bound = random.nextInt(3) == 0 ? 0x10000 : random.nextBoolean() ? 0x100 : 0x80;
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) random.nextInt(bound);
        }
        return new String(chars);
    }

    private static Scalars scalars(Random random) {
        return new Scalars(
                random.nextInt(4) == 0 ? null : string(random),
                random.nextInt(4) == 0 ? null : random.nextInt(),
                random.nextLong() >> random.nextInt(64),
                random.nextGaussian(),
                random.nextBoolean(),
                (char) random.nextInt(0x10000),
                new UUID(random.nextLong(), random.nextLong()),
                new BigInteger(random.nextInt(200), random).negate(),
                new BigDecimal(new BigInteger(random.nextInt(200), random), random.nextInt(100) - 50));
    }

    private static Primitives primitives(Random random) {
        return new Primitives(
                random.nextInt() >> random.nextInt(32),
                random.nextLong() >> random.nextInt(64),
                (short) random.nextInt(),
                (byte) random.nextInt(),
                (char) random.nextInt(),
                random.nextBoolean(),
                random.nextFloat(),
                random.nextDouble());
    }

    private static Times times(Random random) {
        Instant instant = Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
        LocalDateTime dateTime = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        return new Times(
                instant,
                Duration.ofSeconds(random.nextInt(), random.nextInt(1_000_000_000)),
                dateTime.toLocalDate(),
                dateTime.toLocalTime(),
                dateTime,
                instant.atZone(random.nextBoolean() ? ZoneId.of("Europe/Berlin") : ZoneOffset.ofHours(-3)),
                instant.atOffset(ZoneOffset.ofHoursMinutes(5, 30)));
    }

    private static List<String> list(Random random) {
        List<String> list = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            list.add(random.nextInt(15) == 0 ? null : string(random));
        }
        return list;
    }

    private static Set<Long> set(Random random) {
        Set<Long> set = new LinkedHashSet<>();
        for (int i = random.nextInt(9); i > 0; i--) {
            set.add(random.nextLong());
        }
        return set;
    }

    private static Map<String, List<Integer>> map(Random random) {
        Map<String, List<Integer>> map = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            map.put(random.nextInt(9) == 0 ? null : string(random), List.of(i, random.nextInt()));
        }
        return random.nextInt(9) == 0 ? null : map;
    }

    private static SortedMap<Integer, Color> sortedMap(Random random) {
        SortedMap<Integer, Color> map = new TreeMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            map.put(random.nextInt(), color(random));
        }
        return map;
    }

    private static Color color(Random random) {
        return Color.values()[random.nextInt(3)];
    }

    private static Shape shape(Random random, int depth) {
        if (depth == 0 || random.nextBoolean()) {
            return random.nextBoolean() ? new Circle(random.nextDouble()) : Unit.POINT;
        }
        return new Group(List.of(shape(random, depth - 1), shape(random, depth - 1)));
    }

    private static Tree<String> tree(Random random, int depth) {
        return depth == 0 || random.nextInt(4) == 0
                ? null
                : new Tree<>(string(random), tree(random, depth - 1), tree(random, depth - 1));
    }
}
