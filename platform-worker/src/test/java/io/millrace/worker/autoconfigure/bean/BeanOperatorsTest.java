package io.millrace.worker.autoconfigure.bean;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.Aggregate;
import io.millrace.aggregate.Aggregates;
import io.millrace.annotation.Operator;
import io.millrace.annotation.Sink;
import io.millrace.annotation.Source;
import io.millrace.annotation.State;
import io.millrace.annotation.Window;
import io.millrace.control.ApplicationControl;
import io.millrace.deadletter.DeadLetter;
import io.millrace.deadletter.DeadLettered;
import io.millrace.function.Emitter;
import io.millrace.function.OutputTag;
import io.millrace.operator.KeyedContext;
import io.millrace.source.GatewaySource;
import io.millrace.source.Sources;
import io.millrace.state.ListState;
import io.millrace.state.MapState;
import io.millrace.state.ReducingState;
import io.millrace.state.ValueState;
import io.millrace.status.TopologyState;
import io.millrace.time.Timestamped;
import io.millrace.topology.ErrorPolicy;
import io.millrace.topology.TopologyDescription.StepDescription;
import io.millrace.window.WindowResult;
import io.millrace.worker.autoconfigure.MillraceAutoConfiguration;
import io.millrace.worker.autoconfigure.TemporaryDataFolder;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Profile;
import org.springframework.context.annotation.Scope;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.AliasFor;
import reactor.core.publisher.Flux;

/** Operators as Spring users write them: with advice, scopes, profiles, annotations of their own. */
@Timeout(60)
class BeanOperatorsTest {

    private static final Queue<Object> results = new ConcurrentLinkedQueue<>();

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withInitializer(TemporaryDataFolder::of)
            .withConfiguration(AutoConfigurations.of(MillraceAutoConfiguration.class))
            .withPropertyValues("millrace.worker.threads=2", "spring.application.name=app")
            .withInitializer(context -> results.clear());

    @ParameterizedTest
    @MethodSource("sources")
    void shouldReadEachKindOfSource(Class<?> source) {
        application.withUserConfiguration(source, Collect.class).run(context -> {
            assertThat(context).hasNotFailed();
            while (results.size() < 3) {
                Thread.onSpinWait();
            }
            assertThat(results.stream().limit(3)).containsExactly("a", "b", "c");
        });
    }

    static List<Class<?>> sources() {
        return List.of(
                OfList.class,
                OfIterator.class,
                OfStream.class,
                OfFlux.class,
                OfSource.class,
                Polled.class,
                PolledOptional.class,
                Emitting.class,
                OfSupplier.class,
                OfListSupplier.class);
    }

    @Test
    void shouldCallTheBeanWithItsAdvice() {
        AtomicInteger advised = new AtomicInteger();
        application
                .withUserConfiguration(OfList.class, Upper.class, CollectUpper.class)
                .withBean(BeanPostProcessor.class, () -> new Advising(Upper.class, advised, true))
                .run(context -> {
                    await(context);
                    assertThat(results).containsExactly("A", "B", "C");
                    assertThat(advised).hasValue(3);
                });
    }

    @Test
    void shouldRefuseAProxyThatDoesNotHaveTheMethod() {
        application
                .withUserConfiguration(OfList.class, UpperBehindInterface.class, CollectUpper.class)
                .withBean(
                        BeanPostProcessor.class,
                        () -> new Advising(UpperBehindInterface.class, new AtomicInteger(), false))
                .run(context -> assertThat(context.getStartupFailure())
                        .hasMessageContaining("upper")
                        .hasMessageContaining("proxy"));
    }

    @Test
    void shouldGiveEachTaskAPrototypeOfItsOwn() {
        application
                .withUserConfiguration(OfList.class, Counting.class, CollectCounts.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    await(context);
                    assertThat(results).hasSize(3);
                    assertThat(Counting.made).hasValueGreaterThanOrEqualTo(2);
                });
    }

    @Test
    void shouldRefuseASingletonThatChangesItself() {
        application
                .withUserConfiguration(OfList.class, SelfChanging.class)
                .run(context -> assertThat(context.getStartupFailure())
                        .hasMessageContaining("SelfChanging.count")
                        .hasMessageContaining("assigns field 'calls'")
                        .hasMessageContaining("@State")
                        .hasMessageContaining("shared = true"));
    }

    @Test
    void shouldTakeASingletonThatSaysThatItTakesCare() {
        application.withUserConfiguration(OfList.class, Careful.class).run(context -> {
            assertThat(context).hasNotFailed();
            await(context);
            assertThat(results).hasSize(3);
        });
    }

    @Test
    void shouldFindMethodsOfGenericSuperclassesAndOwnAnnotations() {
        application
                .withUserConfiguration(OfList.class, Doubling.class, CollectDoubled.class)
                .withPropertyValues("input.of.doubling=letters")
                .run(context -> {
                    await(context);
                    assertThat(results).containsExactly("aa", "bb", "cc");
                    assertThat(step(context, "map").outputType()).isEqualTo("java.lang.String");
                });
    }

    @Test
    void shouldHeedProfilesAndLazyBeans() {
        ApplicationContextRunner runner =
                application.withUserConfiguration(OfList.class, Collect.class, ForDevelopers.class, Late.class);
        runner.run(context -> {
            await(context);
            assertThat(results).containsExactlyInAnyOrder("a", "b", "c", "late a", "late b", "late c");
        });
        runner.withPropertyValues("spring.profiles.active=dev").run(context -> {
            await(context);
            assertThat(results).hasSize(9).contains("dev a");
        });
    }

    @Test
    void shouldTakeFunctionsAndAggregatesThatAreBeans() {
        application.withUserConfiguration(OfList.class, Functions.class).run(context -> {
            assertThat(context).hasNotFailed();
            await(context);
            assertThat(results).containsExactlyInAnyOrder("A", "B", "C", "all=3");
        });
    }

    @Test
    void shouldKeepStateAndTimers() {
        application.withUserConfiguration(OfList.class, Keyed.class).run(context -> {
            await(context);
            assertThat(results).containsExactlyInAnyOrder("a:1", "b:1", "c:1");
        });
    }

    @Test
    void shouldKeepListsAndMapsForALimitedTime() {
        application
                .withUserConfiguration(OfList.class, Collecting.class)
                .withPropertyValues("ttl=1h")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    await(context);
                    assertThat(results)
                            .containsExactly("all:[a]:{1=a}", "all:[a, b]:{1=a, 2=b}", "all:[a, b, c]:{1=a, 2=b, 3=c}");
                });
    }

    @Test
    void shouldRefuseStateThatItCannotMake() {
        application
                .withUserConfiguration(OfList.class, Unkept.class)
                .run(context -> assertThat(context.getStartupFailure())
                        .hasMessageContaining("reducing state has no function: state=sum")
                        .hasMessageContaining("type of the state is not complete: state=raw")
                        .hasMessageContaining("attribute is no duration: attribute=state.ttl, value=soon"));
    }

    @Test
    void shouldSendLateRecordsAndSideOutputsToTheirReaders() {
        application
                .withUserConfiguration(Late.class, OfTimed.class, Sides.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    await(context);
                    assertThat(results).contains("side b", "late c");
                });
    }

    @Test
    void shouldLeaveOutWhatThrowsIfToldTo() {
        application.withUserConfiguration(OfList.class, Skipping.class).run(context -> {
            await(context);
            assertThat(results).containsExactly("a", "c");
            assertThat(context.getBean(ApplicationControl.class)
                            .topology("app")
                            .status()
                            .operator("picky")
                            .skippedRecords())
                    .isEqualTo(1);
        });
    }

    @Test
    void shouldTryAgainAndWriteDeadLettersIfToldTo() {
        application
                .withUserConfiguration(OfList.class, Retrying.class)
                .withBean(LetterListener.class)
                .withPropertyValues("times=2")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    await(context);
                    assertThat(results).contains("a", "c", "dead b IllegalArgumentException after 3");
                    assertThat(context.getBean(LetterListener.class).heard.poll(30, TimeUnit.SECONDS))
                            .isNotNull()
                            .extracting(DeadLettered::value)
                            .isEqualTo("b");
                    ApplicationControl control = context.getBean(ApplicationControl.class);
                    assertThat(control.topology("app")
                                    .status()
                                    .operator("picky")
                                    .retries())
                            .isEqualTo(2);
                    assertThat(control.deadLetters("app", 10))
                            .extracting(DeadLetter::record)
                            .containsExactly("b");
                });
    }

    @Test
    void shouldRefuseToReadDeadLettersThatNobodyWrites() {
        application
                .withUserConfiguration(OfList.class, Skipping.class, NoLetters.class)
                .run(context -> {
                    assertThat(context).hasFailed();
                    assertThat(context.getStartupFailure())
                            .hasMessageContaining("step writes no dead letters: step=picky");
                });
    }

    @Test
    void shouldTakeBatchesAndTimesInSinks() {
        application.withUserConfiguration(OfTimed.class, SinkForms.class).run(context -> {
            await(context);
            assertThat(results).contains("a@1000");
            assertThat(results.stream().filter(List.class::isInstance).mapToInt(list -> ((List<?>) list).size()))
                    .satisfies(sizes -> assertThat(
                                    sizes.stream().mapToInt(Integer::intValue).sum())
                            .isEqualTo(3));
        });
    }

    @Test
    void shouldRunSourcesThatKnowThemselvesWhetherTheyBlock() {
        application
                .withUserConfiguration(OfGateway.class, CollectNumbers.class)
                .run(context ->
                        assertThat(step(context, "numbers").isBlocking()).isFalse());
    }

    @Test
    void shouldRefuseWhatCannotBeDecided() {
        application
                .withUserConfiguration(OfList.class, Undecidable.class)
                .run(context -> assertThat(context.getStartupFailure())
                        .hasMessageContaining("noValue(): no parameter is the value")
                        .hasMessageContaining("returning(String): sink returns something")
                        .hasMessageContaining("twoShapes(): window has several shapes: shapes=[tumbling, session]")
                        .hasMessageContaining(
                                "badDuration(): attribute is no duration: attribute=window.tumbling, value=soon")
                        .hasMessageContaining("badParallelism(String): attribute is no whole number")
                        .hasMessageContaining("varargs(String[]): method takes any number of arguments"));
    }

    @Test
    void shouldRefuseTwoStepsOfOneName() {
        application
                .withUserConfiguration(OfList.class, Upper.class, UpperBehindInterface.class, CollectUpper.class)
                .run(context -> assertThat(context.getStartupFailure())
                        .hasMessageContaining("Upper.upper(String)")
                        .hasMessageContaining("UpperBehindInterface.upper(String)"));
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        application
                .withUserConfiguration(OfList.class, Unfit.class)
                .run(context -> assertThat(context.getStartupFailure())
                        .hasMessageContaining("stateWithoutKey(String, ValueState)")
                        .hasMessageContaining("wrongType(Integer)")
                        .hasMessageContaining("impatient(Flux)")
                        .hasMessageContaining("unknownKey(String, ValueState)")
                        .hasMessageContaining("lenght"));
    }

    private static void await(ApplicationContext context) {
        ApplicationControl control = context.getBean(ApplicationControl.class);
        while (!control.topologies().get(0).status().state().isTerminal()) {
            Thread.onSpinWait();
        }
        assertThat(control.topologies().get(0).status().state())
                .as("%s", control.topologies().get(0).status().failure())
                .isEqualTo(TopologyState.FINISHED);
    }

    private static StepDescription step(ApplicationContext context, String name) {
        return context.getBean(ApplicationControl.class).topologies().get(0).description().steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static class OfList {
        @Source
        Collection<String> letters() {
            return List.of("a", "b", "c");
        }
    }

    static class OfIterator {
        @Source
        Iterator<String> letters() {
            return List.of("a", "b", "c").iterator();
        }
    }

    static class OfStream {
        @Source
        Stream<String> letters() {
            return Stream.of("a", "b", "c");
        }
    }

    static class OfFlux {
        @Source
        Flux<String> letters() {
            return Flux.just("a", "b", "c");
        }
    }

    static class OfSource {
        @Source
        io.millrace.source.Source<String> letters() {
            return Sources.timestamped(
                    List.of(new Timestamped<>("a", 1), new Timestamped<>("b", 2), new Timestamped<>("c", 3)));
        }
    }

    static class Polled {
        private int next;

        @Source
        String letters() {
            return next == 3 ? null : "abc".substring(next, ++next);
        }
    }

    static class PolledOptional {
        private int next;

        @Source(every = "1ms")
        Optional<String> letters() {
            return next == 3 ? Optional.empty() : Optional.of("abc".substring(next, ++next));
        }
    }

    static class Emitting {
        private boolean isDone;

        @Source
        void letters(Emitter<String> out) {
            if (!isDone) {
                isDone = true;
                out.emit("a");
                out.emit("b");
                out.emit("c");
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OfSupplier {
        @Bean
        @Source
        Supplier<Flux<String>> letters() {
            return () -> Flux.just("a", "b", "c");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OfListSupplier {
        @Bean
        @Source(name = "letters")
        Supplier<List<String>> someLetters() {
            return () -> List.of("a", "b", "c");
        }
    }

    static class OfTimed {
        @Source(disorder = "0s")
        List<Timestamped<String>> letters() {
            return List.of(new Timestamped<>("a", 1000), new Timestamped<>("b", 60_000), new Timestamped<>("c", 2000));
        }
    }

    static class OfGateway {
        @Source
        GatewaySource<Integer> numbers() {
            return Sources.gateway(Integer.class);
        }
    }

    static class Collect {
        @Sink(input = "letters")
        void collect(String letter) {
            results.add(letter);
        }
    }

    static class CollectNumbers {
        @Sink(input = "numbers")
        void collect(Integer number) {}
    }

    static class Upper {
        @Operator(input = "letters", parallelism = "1")
        String upper(String letter) {
            return letter.toUpperCase();
        }
    }

    interface Named {}

    static class UpperBehindInterface implements Named {
        @Operator(input = "letters")
        String upper(String letter) {
            return letter.toUpperCase();
        }
    }

    static class CollectUpper {
        @Sink(input = "upper")
        void collect(String letter) {
            results.add(letter);
        }
    }

    /** Counts the calls of one bean, through a proxy of its class or of its interfaces. */
    private record Advising(Class<?> type, AtomicInteger calls, boolean ofClass) implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (bean.getClass() != type) {
                return bean;
            }
            ProxyFactory factory = new ProxyFactory(bean);
            factory.setProxyTargetClass(ofClass);
            factory.addAdvice((MethodInterceptor) invocation -> {
                calls.incrementAndGet();
                return invocation.proceed();
            });
            return factory.getProxy();
        }
    }

    @Scope("prototype")
    static class Counting {
        static final AtomicInteger made = new AtomicInteger();
        private int calls;

        Counting() {
            made.incrementAndGet();
        }

        @Operator(input = "letters", key = "this", parallelism = "2")
        Integer count(String letter, KeyedContext<String> context) {
            return ++calls;
        }
    }

    static class CollectCounts {
        @Sink(input = "count")
        void collect(Integer count) {
            results.add(count);
        }
    }

    static class SelfChanging {
        private int calls;

        @Sink(input = "letters")
        void count(String letter) {
            calls++;
        }
    }

    static class Careful {
        private int calls;

        @Sink(input = "letters", shared = true)
        synchronized void count(String letter) {
            results.add(++calls);
        }
    }

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @Operator(parallelism = "1")
    @interface Mapping {
        @AliasFor(annotation = Operator.class, attribute = "input")
        String[] from();
    }

    abstract static class Base<T> {
        @Mapping(from = "${input.of.doubling}")
        T map(T value) {
            return twice(value);
        }

        abstract T twice(T value);
    }

    static class Doubling extends Base<String> {
        @Override
        String twice(String value) {
            return value + value;
        }
    }

    static class CollectDoubled {
        @Sink(input = "map")
        void collect(String letter) {
            results.add(letter);
        }
    }

    @Profile("dev")
    static class ForDevelopers {
        @Sink(input = "letters")
        void trace(String letter) {
            results.add("dev " + letter);
        }
    }

    @Lazy
    static class Late {
        @Sink(input = "letters")
        void late(String letter) {
            results.add("late " + letter);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Functions {
        @Bean
        @Operator(input = "letters")
        Function<String, String> upper() {
            return String::toUpperCase;
        }

        @Bean
        @Sink(input = "upper")
        Consumer<String> collect() {
            return results::add;
        }

        @Bean
        @Operator(input = "letters", key = "all", window = @Window(global = true))
        Aggregate<String, ?, Long> number() {
            return Aggregates.count();
        }

        @Bean
        Function<String, String> all() {
            return letter -> "all";
        }

        @Bean
        @Sink(input = "number")
        Consumer<WindowResult<String, Long>> collectNumber() {
            return result -> results.add(result.key() + "=" + result.value());
        }
    }

    static class Keyed {
        @Operator(input = "letters", key = "this")
        String count(String letter, @State("seen") ValueState<Long> seen, KeyedContext<String> context) {
            seen.set(seen.getOr(0L) + 1);
            return context.key() + ":" + seen.get();
        }

        @Sink(input = "count")
        void collect(String count) {
            results.add(count);
        }
    }

    static class Collecting {
        @Operator(input = "letters", key = "all", parallelism = "1")
        String collected(
                String letter,
                @State(value = "letters", ttl = "${ttl}") ListState<String> letters,
                @State("numbers") MapState<Integer, String> numbers,
                KeyedContext<String> context) {
            letters.add(letter);
            numbers.put(letters.get().size(), letter);
            Map<Integer, String> all = new TreeMap<>();
            numbers.entries().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
            return context.key() + ":" + letters.get() + ":" + all;
        }

        @Bean
        Function<String, String> all() {
            return letter -> "all";
        }

        @Sink(input = "collected")
        void collect(String collected) {
            results.add(collected);
        }
    }

    static class Unkept {
        @Operator(input = "letters", key = "this")
        String reduced(String letter, @State("sum") ReducingState<Long> sum) {
            return letter;
        }

        @Operator(input = "letters", key = "this")
        @SuppressWarnings("rawtypes")
        String rawList(String letter, @State("raw") ListState raw) {
            return letter;
        }

        @Operator(input = "letters", key = "this")
        String soon(String letter, @State(value = "soon", ttl = "soon") ValueState<Long> soon) {
            return letter;
        }

        @Sink(input = {"reduced", "rawList", "soon"})
        void collect(String letter) {}
    }

    static class Sides {
        private static final OutputTag<String> SIDE = OutputTag.of("side", String.class);

        @Operator(input = "letters", parallelism = "1")
        void split(String letter, Emitter<String> out) {
            if (letter.equals("b")) {
                out.emit(SIDE, letter);
            }
            out.emit(letter);
        }

        @Sink(input = "split.side")
        void side(String letter) {
            results.add("side " + letter);
        }

        @Operator(input = "split", key = "this", window = @Window(tumbling = "10s", lateTo = "late"))
        Aggregate<String, ?, Long> windows() {
            return Aggregates.count();
        }

        @Sink(input = "windows.late")
        void tooLate(String letter) {
            results.add("late " + letter);
        }

        @Sink(input = "windows")
        void inTime(WindowResult<String, Long> result) {}
    }

    static class Skipping {
        @Operator(input = "letters", parallelism = "1", onError = ErrorPolicy.SKIP)
        String picky(String letter) {
            if (letter.equals("b")) {
                throw new IllegalArgumentException("not b");
            }
            return letter;
        }

        @Sink(input = "picky")
        void collect(String letter) {
            results.add(letter);
        }
    }

    static class Retrying {
        @Operator(
                input = "letters",
                parallelism = "1",
                onError = ErrorPolicy.DEAD_LETTER,
                retries = "${times}",
                backoff = "1ms")
        String picky(String letter) {
            if (letter.equals("b")) {
                throw new IllegalArgumentException("not b");
            }
            return letter;
        }

        @Sink(input = "picky")
        void collect(String letter) {
            results.add(letter);
        }

        @Sink(input = "picky.dead-letters")
        void bury(DeadLetter letter) {
            String cause = letter.cause().type();
            results.add("dead " + letter.record()
                    + cause.substring(cause.lastIndexOf('.')).replace('.', ' ') + " after " + letter.attempts());
        }
    }

    static class LetterListener {
        private final BlockingQueue<DeadLettered> heard = new LinkedBlockingQueue<>();

        @EventListener
        void onDeadLetter(DeadLettered letter) {
            heard.add(letter);
        }
    }

    static class NoLetters {
        @Sink(input = "picky.dead-letters")
        void bury(DeadLetter letter) {}
    }

    static class SinkForms {
        @Sink(input = "letters", parallelism = "1")
        void timed(Timestamped<String> letter) {
            results.add(letter.value() + "@" + letter.timestampMillis());
        }

        @Sink(input = "letters", parallelism = "1", maxBatch = "2")
        void batch(List<String> letters) {
            results.add(new ArrayList<>(letters));
        }
    }

    static class Undecidable {
        @Operator(input = "letters")
        String noValue() {
            return "";
        }

        @Sink(input = "letters")
        String returning(String letter) {
            return letter;
        }

        @Operator(input = "letters", key = "this", window = @Window(tumbling = "1s", session = "1s"))
        Aggregate<String, ?, Long> twoShapes() {
            return Aggregates.count();
        }

        @Operator(input = "letters", key = "this", window = @Window(tumbling = "soon"))
        Aggregate<String, ?, Long> badDuration() {
            return Aggregates.count();
        }

        @Operator(input = "letters", parallelism = "many")
        String badParallelism(String letter) {
            return letter;
        }

        @Operator(input = "letters")
        String varargs(String... letters) {
            return "";
        }
    }

    static class Unfit {
        @Operator(input = "letters")
        String stateWithoutKey(String letter, @State("s") ValueState<Long> state) {
            return letter;
        }

        @Operator(input = "letters")
        String wrongType(Integer letter) {
            return "";
        }

        @Operator(input = "letters", blocking = false)
        Flux<String> impatient(Flux<String> letters) {
            return letters;
        }

        @Operator(input = "letters", key = "lenght")
        String unknownKey(String letter, @State("s") ValueState<Long> state) {
            return letter;
        }
    }
}
