package io.millrace.partition;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A key of every kind. As a program it prints their hashes, in a JVM whose identity hashes differ from any other's. */
final class StableKeys {

    private static final UUID ID = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    private StableKeys() {}

    enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "overridden";
            }
        }
    }

    record Car(String plate, Colour colour) {}

    record Fleet(Car first, Car second, int size) {}

    record Node(String name, Node next) {}

    static List<Object> all() {
        List<Object> keys =
                new ArrayList<>(List.of("", "millrace", "Grüße", 0, 42, -1L, 1L << 40, (short) 7, (byte) 7));
        keys.addAll(List.of('x', true, false, 0.5, -0.0, 1.5f, ID, new BigInteger("-12345678901234567890")));
        keys.addAll(
                List.of(Instant.ofEpochSecond(1_700_000_000L, 5), Duration.ofMillis(1500), LocalDate.of(2024, 2, 29)));
        keys.addAll(List.of(Colour.RED, Colour.GREEN, new Car("M-1", Colour.RED), new Car("M-1", Colour.GREEN)));
        keys.add(new Fleet(new Car("M-1", Colour.RED), new Car("", Colour.GREEN), 2));
        keys.add(new Car(null, null));
        keys.add(new Node("a", new Node("b", null)));
        keys.addAll(
                List.of(new byte[] {1, 2, 3}, new int[] {1, 2, 3}, new long[] {1}, new char[] {'a'}, new short[] {1}));
        keys.addAll(List.of(new boolean[] {true}, new double[] {0.5}, new float[] {0.5f}, new String[] {"a", "b"}));
        keys.addAll(List.of(
                new Colour[] {Colour.GREEN}, new int[][] {{1}, {2, 3}}, new Car[] {new Car("x", Colour.RED)}));
        return keys;
    }

    public static void main(String[] arguments) {
        // Each object takes the next identity hash, so that those of the enums come out differently.
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            System.identityHashCode(new Object());
        }
        System.out.println("identity " + Colour.RED.hashCode());
        for (Object key : all()) {
            System.out.println(StableHash.of(key));
        }
    }
}
