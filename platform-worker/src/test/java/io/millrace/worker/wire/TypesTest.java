package io.millrace.worker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.worker.exchange.Inlet;
import io.millrace.worker.exchange.Outlet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Attempts that the two sides see alike or not. */
class TypesTest {

    private final WirePair pair = new WirePair(WireSettings.DEFAULTS);

    @AfterEach
    void shouldLeaveNothingBehind() {
        pair.close();
    }

    @Test
    void shouldNameTheFieldThatDiffers() {
        String refused = refusal(
                plain("shop.Order{id:uuid?,lines:list<shop.Line{article:string?,count:int}>?}", "shop.Order"),
                plain("shop.Order{id:uuid?,lines:list<shop.Line{article:string?,count:long}>?}", "shop.Order"));
        assertThat(refused)
                .isEqualTo("Executors differ in a topology: topology=orders, attempt=1, exchange=read, values:"
                        + " type=shop.Order, sender has=count:int in shop.Line, receiver has=count:long in shop.Line; run"
                        + " the same version of the application on both");
    }

    @Test
    void shouldNameTheFieldThatIsMissing() {
        assertThat(refusal(plain("a.B{x:int}", "a.B"), plain("a.B{x:int,y:int}", "a.B")))
                .contains("type=a.B, sender has nothing where receiver has=y:int in a.B");
        assertThat(refusal(plain("a.B{x:int,y:int}", "a.B"), plain("a.B{x:int}", "a.B")))
                .contains("type=a.B, sender has=y:int in a.B, receiver has nothing there");
        assertThat(refusal(plain("a.B{x:int?}", "a.B"), plain("a.B{x:int}", "a.B")))
                .contains("type=a.B, sender has=x:int? in a.B, receiver has=x:int in a.B");
    }

    @Test
    void shouldNameTheTypeThatDiffers() {
        assertThat(refusal(plain("string", "string"), plain("string", "shop.Order")))
                .contains("exchange=read, values: sender's type=string, receiver's type=shop.Order");
    }

    @Test
    void shouldNameTheExchangeThatDiffers() {
        ExchangeSpec other = new ExchangeSpec(0, "write", WirePair.STRINGS, null, "string", null);
        assertThat(refusal(plain("string", "string"), other))
                .contains("exchange=read, the receiver's one of this number is another: number=0, name=write");
        ExchangeSpec keyed =
                new ExchangeSpec(0, "read", new ProbedCodec("string"), WirePair.STRINGS, "string", "string");
        assertThat(refusal(plain("string", "string"), keyed)).contains("exchange=read, only one side has keys");
    }

    private String refusal(ExchangeSpec sender, ExchangeSpec receiver) {
        WirePair fresh = new WirePair(WireSettings.DEFAULTS);
        Line line = fresh.connect();
        fresh.wire2.open(new AttemptSpec("orders", 1, List.of(receiver)));
        Attempt sending = fresh.wire1.open(new AttemptSpec("orders", 1, List.of(sender)));
        Outlet outlet = WirePair.outlet(sending, WirePair.address(1, 0));
        line.run();
        List<String> refused = fresh.events1.of("refused");
        assertThat(refused).hasSize(1);
        assertThat(fresh.events2.of("refused"))
                .singleElement()
                .asString()
                .endsWith(refused.get(0).substring(10));
        assertThat(outlet.isFull()).isTrue();
        assertThat(line.dialled.isOpen()).as("other attempts go on").isTrue();
        fresh.close();
        return refused.get(0).substring("refused 2: ".length());
    }

    private static ExchangeSpec plain(String schema, String type) {
        return new ExchangeSpec(0, "read", new ProbedCodec(schema), null, type, null);
    }

    @Test
    void shouldWaitForTheOtherSideToOpenTheAttempt() {
        Line line = pair.connect();
        Outlet outlet = WirePair.outlet(pair.wire1.open(WirePair.spec(5)), WirePair.address(5, 0));
        line.run();
        assertThat(outlet.isFull()).isTrue();
        Attempt receiving = pair.wire2.open(WirePair.spec(5));
        line.run();
        assertThat(outlet.isFull()).as("without an inlet").isTrue();
        WirePair.inlet(receiving, WirePair.address(5, 0));
        line.run();
        assertThat(outlet.isFull()).isFalse();
    }

    @Test
    void shouldTakeAGrantThatComesBeforeTheOutlet() {
        Line line = pair.connect();
        Attempt sending = pair.wire1.open(WirePair.spec(5));
        WirePair.inlet(pair.wire2.open(WirePair.spec(5)), WirePair.address(5, 1));
        WirePair.outlet(sending, WirePair.address(5, 0));
        line.run();
        Outlet late = WirePair.outlet(sending, WirePair.address(5, 1));
        assertThat(late.isFull()).isFalse();
    }

    @Test
    void shouldRefuseAnAttemptThatIsOver() {
        Line line = pair.connect();
        pair.wire2.open(WirePair.spec(4)).close();
        Inlet unused = WirePair.inlet(pair.wire2.open(WirePair.spec(6)), WirePair.address(6, 0));
        for (int attempt : new int[] {4, 5}) {
            Outlet outlet = WirePair.outlet(pair.wire1.open(WirePair.spec(attempt)), WirePair.address(attempt, 0));
            line.run();
            assertThat(outlet.isFull()).isTrue();
        }
        assertThat(pair.events1.of("refused"))
                .as("nothing that people must look at")
                .isEmpty();
        assertThat(unused.poll()).isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pair.wire1.open(WirePair.spec(5)))
                .withMessage("Attempt is not newer than the last one: topology=orders, attempt=5, last=5");
    }
}
