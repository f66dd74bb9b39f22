package io.millrace.worker.autoconfigure.bean.invoke;

import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import io.millrace.type.FunctionTypes.CodeLocation;
import io.millrace.type.Located;
import io.millrace.type.TypeRef;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Source that reads by a method of a bean, and lets go of the bean at the end. */
public final class LocatedSource implements Source<Object>, Located {

    private static final List<String> ONE_SPLIT = List.of("0");

    private final BeanMethod method;
    private final Function<BeanCall, Source<Object>> body;
    private final @Nullable TypeRef<?> type;
    private final boolean isBlocking;

    /**
     * Makes the source of a method.
     *
     * @param method what to call
     * @param body makes the source around a call; it has one split, whatever its name
     * @param type the type of the records, or null if it is not known
     * @param isBlocking whether the method may block
     */
    public LocatedSource(
            BeanMethod method, Function<BeanCall, Source<Object>> body, @Nullable TypeRef<?> type, boolean isBlocking) {
        this.method = method;
        this.body = body;
        this.type = type;
        this.isBlocking = isBlocking;
    }

    @Override
    public List<String> splits() {
        return ONE_SPLIT;
    }

    @Override
    public SplitReader<Object> open(String split, SplitContext context) throws Exception {
        BeanCall call = method.open();
        try {
            Source<Object> source = body.apply(call);
            return new Reader(source.open(source.splits().get(0), context), call);
        } catch (Exception e) {
            call.close();
            throw e;
        }
    }

    @Override
    public boolean isBlocking() {
        return isBlocking;
    }

    @Override
    public @Nullable TypeRef<?> type() {
        return type;
    }

    @Override
    public CodeLocation location() {
        return method.location();
    }

    private record Reader(SplitReader<Object> reader, BeanCall call) implements SplitReader<Object> {

        @Override
        public Progress read(SourceOutput<Object> out) throws Exception {
            return reader.read(out);
        }

        @Override
        public void close() throws Exception {
            try {
                reader.close();
            } finally {
                call.close();
            }
        }
    }
}
