package io.millrace.worker.task;

import io.millrace.function.KeyFunction;
import io.millrace.topology.Partitioning;
import io.millrace.topology.Step;
import io.millrace.topology.StepSpec;
import io.millrace.type.TypeRef;
import io.millrace.worker.exchange.ChannelWriter;
import io.millrace.worker.exchange.ExchangeSettings;
import io.millrace.worker.exchange.Inlet;
import io.millrace.worker.exchange.Outlet;
import io.millrace.worker.exchange.Overflow;
import io.millrace.worker.operator.Erased;
import io.millrace.worker.plan.Exchange;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.plan.PlanNode;
import io.millrace.worker.plan.Stage;
import io.millrace.worker.state.HeapTables;
import io.millrace.worker.state.KeyTables;
import io.millrace.worker.state.TaskTables;
import io.millrace.worker.watermark.WatermarkBoundaries;
import io.millrace.worker.watermark.WatermarkMerger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Puts the tasks of one stage together: operators, outputs, senders, and splits or inputs. */
final class StageAssembly {

    private final Plan plan;
    private final OperatorFactories factories;
    private final Stage stage;
    private final ExchangeSettings settings;
    private final WatermarkBoundaries boundaries;
    private final LongSupplier clockMillis;
    private final @Nullable LongSupplier clockNanos;
    private final EmptyTasks empty;
    private final SourceSplits splits;
    private final Taps taps;
    private final Checkpoints checkpoints;
    private final DeadLetterDesk desk;
    private final StepSpec.@Nullable ReadSource read;

    StageAssembly(
            Plan plan,
            Stage stage,
            TaskEnvironment environment,
            WatermarkBoundaries boundaries,
            EmptyTasks empty,
            SourceSplits splits) {
        this.plan = plan;
        this.factories = new OperatorFactories(plan.topology());
        this.stage = stage;
        this.settings = environment.exchange();
        this.boundaries = boundaries;
        this.clockMillis = environment.clockMillis();
        this.clockNanos = environment.clockNanos();
        this.empty = empty;
        this.splits = splits;
        this.taps = environment.taps();
        this.checkpoints = environment.checkpoints();
        this.desk = new DeadLetterDesk(plan.topology().name(), clockMillis, taps.deadLetters());
        this.read = stage.nodes().get(0).step().spec() instanceof StepSpec.ReadSource source ? source : null;
    }

    ChainTask task(int index, TaskWaker waker, ChannelEnds channels) {
        Overflow overflow = new Overflow();
        OperatorCounters sourceCounters =
                new OperatorCounters(stage.nodes().get(0).step().name(), null);
        TaskCuts cuts = cuts(index);
        TaskTables tables = checkpoints.backend().task(cuts.id().file());
        Map<PlanNode, ChainNode> nodes = new LinkedHashMap<>();
        for (PlanNode planned : stage.nodes()) {
            if (!(planned.step().spec() instanceof StepSpec.ReadSource)) {
                ChainNode parent = nodes.get(planned.parent());
                OperatorCounters feeder = feeder(planned, parent, sourceCounters);
                nodes.put(
                        planned,
                        ChainNode.of(
                                new ChainNode.Place(
                                        planned,
                                        index,
                                        overflow,
                                        parent,
                                        feeder,
                                        tap(planned),
                                        waker,
                                        checkpoints,
                                        desk,
                                        tablesOf(planned, tables)),
                                factories));
            }
        }
        Map<Exchange, Sender> senders = new LinkedHashMap<>();
        List<Chain.Exit> exits = new ArrayList<>();
        for (Exchange exchange : plan.exchanges()) {
            if (exchange.from().stage() == stage) {
                Sender sender = sender(exchange, channels.outlets(exchange, index), index, overflow);
                senders.put(exchange, sender);
                exits.add(new Chain.Exit(nodes.get(exchange.from()), sender));
            }
        }
        for (Map.Entry<PlanNode, ChainNode> node : nodes.entrySet()) {
            Map<String, Receiver> sides = new HashMap<>();
            for (String output : sideOutputs(node.getKey())) {
                sides.put(output, receiver(node.getKey(), output, nodes, senders));
            }
            node.getValue().output().connect(receiver(node.getKey(), null, nodes, senders), sides);
        }
        senders.forEach((exchange, sender) -> {
            String deadKeys = Exchange.deadKeysOf(exchange.to().nodes().get(0).step());
            if (sender instanceof Sender.ByKey byKey && isRead(exchange.from(), deadKeys)) {
                byKey.deadLettersTo(receiver(exchange.from(), deadKeys, nodes, senders));
            }
        });
        List<ChainNode> chained = List.copyOf(nodes.values());
        Chain chain = new Chain(stage.name(), chained, exits, new TaskMeter(chained, overflow, clockNanos), tables);
        return read != null
                ? sourceTask(
                        read,
                        index,
                        waker,
                        cuts,
                        chain,
                        sourceCounters,
                        receiver(stage.nodes().get(0), null, nodes, senders))
                : stageTask(index, waker, cuts, chain, inputs(index, channels));
    }

    /** The first of two stages keeps nothing that is worth a store, and what has no keys keeps nothing. */
    private static KeyTables tablesOf(PlanNode planned, TaskTables tables) {
        TypeRef<?> keyType = planned.keyType();
        return keyType == null || planned.role() == PlanNode.Role.COMBINING
                ? new HeapTables()
                : tables.of(planned.step().name(), keyType);
    }

    private TaskCuts cuts(int index) {
        return new TaskCuts(TaskPlaces.idOf(stage, index), checkpoints);
    }

    private StageTask stageTask(int index, TaskWaker waker, TaskCuts cuts, Chain chain, List<Input> inputs) {
        return new StageTask(
                chain,
                index,
                stage.isBlocking(),
                waker,
                cuts,
                inputs,
                new BarrierAligner(inputs.size(), checkpoints.isAligning()),
                CallBudget.of(stage.isBlocking(), clockMillis));
    }

    private SourceTask sourceTask(
            StepSpec.ReadSource source,
            int index,
            TaskWaker waker,
            TaskCuts cuts,
            Chain chain,
            OperatorCounters counters,
            Receiver first) {
        PlanNode root = stage.nodes().get(0);
        SourceInlet inlet = new SourceInlet(
                chain,
                first,
                counters,
                new WatermarkMerger(0),
                boundaries,
                settings.batchSize(),
                taps.of(root.step().name()),
                CallBudget.of(stage.isBlocking(), clockMillis));
        TaskSplitContext.Place place = new TaskSplitContext.Place(
                plan.topology().name(), root.step().name(), index, stage.parallelism(), clockMillis, counters, waker);
        SplitFactory factory =
                new SplitFactory(Erased.as(source.source()), Erased.as(source.watermarks()), inlet, place);
        return new SourceTask(
                chain, index, waker, cuts, root.step(), inlet, new SplitSet(factory, inlet, splits.of(stage, index)));
    }

    /** Who listens to the results of a step; the first of two stages has none. */
    private Taps.@Nullable Tap tap(PlanNode planned) {
        return planned.role() == PlanNode.Role.COMBINING
                ? null
                : taps.of(planned.step().name());
    }

    /** The counters that count what a fused operator takes: those of the main output that it reads. */
    private static @Nullable OperatorCounters feeder(
            PlanNode planned, @Nullable ChainNode parent, OperatorCounters sourceCounters) {
        if (planned.parent() == null || planned.parentOutput() != null) {
            return null;
        }
        return parent == null ? sourceCounters : parent.counters();
    }

    private List<Input> inputs(int index, ChannelEnds channels) {
        List<Input> inputs = new ArrayList<>();
        for (Exchange exchange : plan.into(stage)) {
            Stage sending = exchange.from().stage();
            for (int from = 0; from < sending.parallelism(); from++) {
                Inlet inlet = channels.inlet(exchange, from, index);
                if (inlet != null) {
                    inputs.add(new Input(inlet, exchange.ordinal(), empty.contains(sending, from)));
                }
            }
        }
        return inputs;
    }

    private Receiver receiver(
            PlanNode from, @Nullable String output, Map<PlanNode, ChainNode> nodes, Map<Exchange, Sender> senders) {
        List<Receiver> receivers = new ArrayList<>();
        nodes.forEach((planned, node) -> {
            if (planned.parent() == from && Objects.equals(planned.parentOutput(), output)) {
                receivers.add(output == null ? node : Receiver.counting(node, node.counters()));
            }
        });
        senders.forEach((exchange, sender) -> {
            if (exchange.from() == from && Objects.equals(exchange.output(), output)) {
                receivers.add(sender);
            }
        });
        return Receiver.toAll(receivers.toArray(new Receiver[0]));
    }

    private List<String> sideOutputs(PlanNode from) {
        List<String> outputs = new ArrayList<>();
        for (PlanNode node : stage.nodes()) {
            if (node.parent() == from && node.parentOutput() != null) {
                outputs.add(node.parentOutput());
            }
        }
        for (Exchange exchange : plan.exchanges()) {
            if (exchange.from() == from && exchange.output() != null && !exchange.carriesDeadKeys()) {
                outputs.add(exchange.output());
            }
        }
        return outputs;
    }

    private boolean isRead(PlanNode from, String output) {
        return plan.exchanges().stream()
                .anyMatch(exchange -> exchange.from() == from && output.equals(exchange.output()));
    }

    private Sender sender(Exchange exchange, @Nullable Outlet[] toTasks, int index, Overflow overflow) {
        List<ChannelWriter> writers = new ArrayList<>();
        for (Outlet channel : toTasks) {
            if (channel != null) {
                writers.add(new ChannelWriter(channel, overflow, settings.maxBatchAgeNanos()));
            }
        }
        ChannelWriter[] all = writers.toArray(new ChannelWriter[0]);
        if (exchange.partitioning() instanceof Partitioning.Keyed keyed) {
            KeyFunction<Object, Object> function = Erased.as(keyed.key());
            Step reader = exchange.to().nodes().get(0).step();
            OperatorCounters counters = new OperatorCounters(reader.name(), null);
            RecordFailures failures = new RecordFailures(reader, index, counters, desk);
            return new Sender.ByKey(all, function, plan.topology().keyGroups(), reader, failures, counters);
        }
        if (exchange.partitioning() instanceof Partitioning.Broadcast) {
            return new Sender.ToAll(all);
        }
        return all.length == 1 ? new Sender.ToOne(all[0]) : new Sender.InTurn(all, index);
    }
}
