package io.millrace.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.window.WindowResult;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypeRefTest {

    @Test
    void shouldCaptureAFullType() {
        TypeRef<?> type = new TypeRef<Map<String, List<int[]>>>() {};

        assertThat(type).hasToString("java.util.Map<java.lang.String, java.util.List<int[]>>");
        assertThat(type.rawClass()).isEqualTo(Map.class);
    }

    @Test
    void shouldBeEqualWhenTheTypesAre() {
        TypeRef<?> captured = new TypeRef<WindowResult<String, Long>>() {};
        TypeRef<?> made = TypeRef.parameterized(WindowResult.class, TypeRef.of(String.class), TypeRef.of(Long.class));

        assertThat(made).isEqualTo(captured).hasSameHashCodeAs(captured);
        assertThat(made.type()).isEqualTo(captured.type()).hasSameHashCodeAs(captured.type());
        assertThat(captured.type()).isEqualTo(made.type());
        assertThat(made).isNotEqualTo(new TypeRef<WindowResult<String, Integer>>() {});
    }

    @Test
    void shouldBeEqualForNestedClassesToo() {
        TypeRef<?> captured = new TypeRef<Map.Entry<String, Long>>() {};
        TypeRef<?> made = TypeRef.parameterized(Map.Entry.class, TypeRef.of(String.class), TypeRef.of(Long.class));

        assertThat(made).isEqualTo(captured).hasSameHashCodeAs(captured);
        assertThat(made.type()).isEqualTo(captured.type()).hasSameHashCodeAs(captured.type());
    }

    @Test
    void shouldBeTheClassItselfWithoutArguments() {
        assertThat(TypeRef.parameterized(String.class)).isEqualTo(TypeRef.of(String.class));
        assertThat(new TypeRef<String>() {}).isEqualTo(TypeRef.of(String.class));
    }

    @Test
    void shouldStandForTheBoxOfAPrimitive() {
        assertThat(TypeRef.of(int.class)).isEqualTo(TypeRef.of(Integer.class));
        assertThat(TypeRef.ofType(double.class)).isEqualTo(TypeRef.of(Double.class));
    }

    @Test
    void shouldKnowTheClassOfAnArray() {
        assertThat(new TypeRef<List<String>[]>() {}.rawClass()).isEqualTo(List[].class);
        assertThat(TypeRef.of(String[][].class).rawClass()).isEqualTo(String[][].class);
    }

    @Test
    void shouldRefuseARawClass() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypeRef.of(List.class))
                .withMessage("Type reference is not complete: type=java.util.List;"
                        + " name every type argument, as in new TypeRef<List<String>>() {}");
    }

    @Test
    void shouldRefuseWhatSaysNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> TypeRef.of(Object.class));
        assertThatIllegalArgumentException().isThrownBy(() -> TypeRef.of(List[].class));
        assertThatIllegalArgumentException().isThrownBy(() -> new TypeRef<List<?>>() {});
        assertThatIllegalArgumentException().isThrownBy(() -> new TypeRef<Map<String, List<? extends Number>>>() {});
        assertThatIllegalArgumentException().isThrownBy(() -> new TypeRef<Map<String, Object>>() {});
        assertThatIllegalArgumentException().isThrownBy(() -> new TypeRef<List<?>[]>() {});
    }

    @Test
    void shouldRefuseATypeVariable() {
        assertThatIllegalArgumentException()
                .isThrownBy(TypeRefTest::<String>open)
                .withMessageStartingWith("Type reference is not complete: type=java.util.List<T>;");
        assertThatIllegalArgumentException()
                .isThrownBy(TypeRefTest::<String>openArray)
                .withMessageStartingWith("Type reference is not complete: type=T[];");
    }

    @Test
    void shouldRefuseAnInnerClassOfAnOpenOne() throws Exception {
        Type inner = Outer.class.getDeclaredMethod("inner").getGenericReturnType();

        assertThat(TypeRef.isComplete(inner)).isFalse();
        assertThat(new TypeRef<Outer<String>.Inner>() {})
                .hasToString(Outer.class.getName() + "<java.lang.String>$Inner");
    }

    @Test
    void shouldRefuseASubclassWithoutTypeArgument() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Words() {})
                .withMessageMatching("Type reference has no type argument: class=.*;"
                        + " write new TypeRef<List<String>>\\(\\) \\{\\} with the full type");
    }

    @Test
    void shouldRefuseATypeArgumentOfAnotherClass() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Second<String, Integer>() {})
                .withMessageStartingWith("Type reference has no type argument: class=");
    }

    @Test
    void shouldRefuseAWrongNumberOfArguments() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypeRef.parameterized(Map.class, TypeRef.of(String.class)))
                .withMessage("Number of type arguments is wrong: class=java.util.Map, expected=2, found=1;"
                        + " give one type reference for each type parameter");
    }

    private static <T> void open() {
        new TypeRef<List<T>>() {};
    }

    private static <T> void openArray() {
        new TypeRef<T[]>() {};
    }

    private static class Outer<T> {

        private class Inner {}

        private Inner inner() {
            throw new UnsupportedOperationException("never called");
        }
    }

    private static class Words extends TypeRef<List<String>> {}

    /** Its first type argument is not the one that a reference is made of. */
    private static class Second<A, B> extends TypeRef<List<B>> {

        private Second() {}
    }
}
