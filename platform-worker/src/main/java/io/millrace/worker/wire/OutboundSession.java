package io.millrace.worker.wire;

import io.millrace.worker.exchange.ChannelAddress;
import io.millrace.worker.exchange.Waker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What we send to one executor: its runs, and the lane of messages.
 *
 * <pre>
 * no connection ──HELLO──▶ asked what arrived ──RESUME──▶ open
 *       ▲───────────────────────┴──────────────────────────┘ connection lost
 * </pre>
 */
final class OutboundSession extends Session {

    private final Wire wire;
    private final Map<Integer, OutboundRun> runs = new HashMap<>();
    private final MessageLane messages = new MessageLane();
    private @Nullable Long otherInstance;
    private boolean isResumed;
    private int lastRun;

    OutboundSession(Wire wire, int executor) {
        super(executor);
        this.wire = wire;
    }

    Wire wire() {
        return wire;
    }

    @Override
    void attach(Link next, Hello hello, Notices notices) {
        Link old = link;
        if (old != null) {
            old.fail(new WireFault(ErrorCode.REPLACED, "A newer connection has taken over"), notices);
        }
        Long known = otherInstance;
        otherInstance = hello.member().instance();
        if (known != null && !known.equals(otherInstance)) {
            forgetOther(notices);
        }
        runs.values().forEach(run -> run.outlets().all().forEach(outlet -> outlet.resumeAt(0)));
        link = next;
    }

    @Override
    void detach(Link gone, String reason, Notices notices) {
        if (link != gone) {
            return;
        }
        link = null;
        runs.values().forEach(run -> run.outlets().all().forEach(RemoteOutlet::pause));
        if (isResumed) {
            isResumed = false;
            notices.add(listener -> listener.onDisconnected(executor, reason));
        }
    }

    @Override
    void onFrame(FrameType type, Frame frame, Notices notices) throws WireFault {
        switch (type) {
            case RESUME -> onResume(frame, notices);
            case ACCEPT -> onAccept(frame);
            case REFUSE -> onRefuse(frame, notices);
            case CREDIT -> onCredit(frame);
            default -> throw unexpected(type);
        }
    }

    /** Makes an outlet; what it is for is offered to the other side if it has not been yet. */
    synchronized RemoteOutlet outlet(Attempt attempt, ChannelAddress address, Waker producer) {
        OutboundRun run = run(attempt);
        RemoteOutlet outlet = new RemoteOutlet(run, address, producer);
        run.add(outlet);
        if (isResumed && run.state() == OutboundRun.State.ACCEPTED) {
            outlet.open();
        }
        return outlet;
    }

    private OutboundRun run(Attempt attempt) {
        for (OutboundRun run : runs.values()) {
            if (run.attempt() == attempt) {
                return run;
            }
        }
        OutboundRun run = new OutboundRun(this, attempt, ++lastRun);
        runs.put(run.number(), run);
        Link current = link;
        if (current != null && isResumed) {
            offer(run, current);
        }
        return run;
    }

    /** Ends what an attempt has here. */
    synchronized void close(Attempt attempt) {
        for (OutboundRun run : List.copyOf(runs.values())) {
            if (run.attempt() == attempt) {
                run.end();
                runs.remove(run.number());
                Link current = link;
                if (current != null && isResumed) {
                    current.send(current.draft(FrameType.CLOSE), 0, run.number());
                }
            }
        }
    }

    /** Sends a message, if there is a connection and room. */
    synchronized boolean send(byte[] message) {
        Link current = link;
        return current != null && isResumed && messages.send(message, current);
    }

    private static void offer(OutboundRun run, Link link) {
        OpenRequest request = OpenRequest.of(run.attempt().spec());
        Draft draft = request.write(link.draft(FrameType.OPEN), true);
        if (draft.bodyBytes() + FrameHeader.BYTES > link.limits().maxFrameBytes()) {
            draft.discard();
            draft = request.write(link.draft(FrameType.OPEN), false);
        }
        link.send(draft, 0, run.number());
    }

    private void onResume(Frame frame, Notices notices) throws WireFault {
        if (isResumed) {
            throw unexpected(FrameType.RESUME);
        }
        long receivedMessages = Resume.read(frame, "RESUME", entry -> {
            RemoteOutlet outlet = grant(entry.run(), entry.lane(), entry.grantedBytes());
            if (outlet != null) {
                outlet.resumeAt(entry.frames());
            }
        });
        Link current = link;
        if ((frame.flags() & Resume.LAST) != 0 && current != null) {
            resume(receivedMessages, current, notices);
        }
    }

    private void resume(long receivedMessages, Link current, Notices notices) {
        List<Resume.Entry> entries = new ArrayList<>();
        List<LostChannel> lost = new ArrayList<>();
        for (OutboundRun run : runs.values()) {
            for (RemoteOutlet outlet : run.outlets().all()) {
                if (!outlet.isOver() && outlet.sentFrames() != outlet.resumedAt()) {
                    outlet.end();
                    entries.add(new Resume.Entry(run.number(), outlet.lane(), outlet.sentFrames(), 0));
                    lost.add(lost(run, outlet, outlet.resumedAt()));
                }
            }
        }
        Resume.send(FrameType.LOST, messages.sent(), entries, current);
        boolean areMessagesLost = messages.resume(receivedMessages);
        isResumed = true;
        current.open();
        notices.add(listener -> listener.onConnected(executor));
        tell(lost, areMessagesLost, "The connection broke while frames were on their way", notices);
        runs.values().forEach(run -> goOn(run, current));
    }

    private static void goOn(OutboundRun run, Link current) {
        switch (run.state()) {
            case OFFERED -> offer(run, current);
            case ACCEPTED -> run.outlets().all().forEach(RemoteOutlet::open);
            case OVER -> {}
        }
    }

    /** Another process answers than before, which has nothing of what we sent. */
    private void forgetOther(Notices notices) {
        List<LostChannel> lost = new ArrayList<>();
        for (OutboundRun run : runs.values()) {
            if (run.state() == OutboundRun.State.ACCEPTED) {
                run.outlets().all().stream()
                        .filter(outlet -> !outlet.isOver())
                        .forEach(outlet -> lost.add(lost(run, outlet, -1)));
                run.end();
            }
            run.forgetGrants();
        }
        boolean areMessagesLost = messages.sent() > 0;
        messages.restart();
        tell(lost, areMessagesLost, "The executor is another process than before", notices);
    }

    private void tell(List<LostChannel> lost, boolean areMessagesLost, String reason, Notices notices) {
        if (!lost.isEmpty() || areMessagesLost) {
            notices.add(listener -> listener.onLost(executor, lost, areMessagesLost, reason));
        }
    }

    private static LostChannel lost(OutboundRun run, RemoteOutlet outlet, long received) {
        return new LostChannel(run.attempt().spec().topology(), outlet.address(), false, outlet.sentFrames(), received);
    }

    private void onAccept(Frame frame) {
        OutboundRun run = runs.get(frame.run());
        if (run != null) {
            run.accept();
        }
    }

    private void onRefuse(Frame frame, Notices notices) throws WireFault {
        BodyReader body = frame.body("REFUSE");
        ErrorCode code = ErrorCode.of(body.u16());
        String text = Texts.printable(body.text(Refusals.MAX_TEXT_BYTES), Refusals.MAX_TEXT_BYTES);
        OutboundRun run = runs.get(frame.run());
        if (run != null) {
            run.end();
            Refusals.tell(executor, code, text, notices);
        }
    }

    private void onCredit(Frame frame) throws WireFault {
        if (frame.run() == MessageLane.RUN) {
            messages.grant(frame.sequence());
            return;
        }
        RemoteOutlet outlet = grant(frame.run(), frame.lane(), frame.sequence());
        OutboundRun run = runs.get(frame.run());
        if (outlet != null && isResumed && run != null && run.state() == OutboundRun.State.ACCEPTED) {
            outlet.open();
        }
    }

    /** Notes a grant. Returns the outlet that it is for, or null if there is none. */
    private @Nullable RemoteOutlet grant(int number, long lane, long totalBytes) throws WireFault {
        OutboundRun run = runs.get(number);
        if (run == null) {
            return null;
        }
        RemoteOutlet outlet = run.outlets().get(lane);
        if (outlet == null) {
            run.grantEarly(lane, totalBytes);
        } else {
            outlet.grant(totalBytes);
        }
        return outlet;
    }
}
