package io.millrace.benchmark.cli;

import io.millrace.benchmark.measure.Contender;
import io.millrace.benchmark.measure.Contest;
import io.millrace.benchmark.measure.Json;
import io.millrace.benchmark.measure.Result;
import io.millrace.benchmark.measure.Rounds;
import io.millrace.benchmark.measure.Summary;
import io.millrace.benchmark.measure.Workload;
import java.util.List;

/** Runs a contest of Millrace with one other engine and prints the outcome. */
public final class ContestReport {

    private ContestReport() {}

    /** Runs the contest: a JSON line for each engine, a summary for people. */
    public static <T> void run(
            Workload workload, Rounds rounds, Console console, Contender<T> millrace, Contender<T> reference)
            throws Exception {
        List<Result> results = new Contest<>(workload, List.of(millrace, reference), console::say).run(rounds);
        results.forEach(result -> console.result(Json.line(result)));
        console.say(Summary.row(results.get(0), results.get(1)));
    }
}
