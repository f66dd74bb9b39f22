package io.millrace.benchmark.state;

import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.state.StateHandle;
import io.millrace.state.ValueState;
import java.util.Arrays;

/** Counts the updates of a key in its account, and says whether it had one. */
final class Updates implements KeyedProcess<Long, Long, Mark> {

    static final StateHandle<ValueState<Account>> ACCOUNT = StateHandle.value("account", Account.class);

    private static final long serialVersionUID = 1L;

    private final int payloadBytes;

    Updates(int payloadBytes) {
        this.payloadBytes = payloadBytes;
    }

    @Override
    public void onRecord(Long key, KeyedContext<Long> context, Emitter<Mark> out) {
        ValueState<Account> state = context.state(ACCOUNT);
        Account account = state.get();
        if (account == null) {
            byte[] payload = new byte[payloadBytes];
            Arrays.fill(payload, key.byteValue());
            state.set(new Account(1, payload));
            out.emit(Mark.OPENED);
        } else {
            state.set(new Account(account.updates() + 1, account.payload()));
            out.emit(Mark.UPDATED);
        }
    }
}
