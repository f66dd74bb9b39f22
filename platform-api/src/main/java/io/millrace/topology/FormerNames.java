package io.millrace.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds former names of steps that leave open whose state is meant. */
final class FormerNames {

    private final List<Step> steps;
    private final Set<String> presentNames = new HashSet<>();
    private final Map<String, String> stepsByCanonical = new HashMap<>();
    private final Map<String, String> claims = new HashMap<>();
    private final List<TopologyFault> faults = new ArrayList<>();

    FormerNames(List<Step> steps) {
        this.steps = steps;
        for (Step step : steps) {
            presentNames.add(step.name());
            stepsByCanonical.put(Step.canonicalName(step.name()), step.name());
        }
    }

    List<TopologyFault> faults() {
        for (Step step : steps) {
            step.formerly().forEach(former -> check(step.name(), former));
        }
        return faults;
    }

    private void check(String step, String former) {
        String canonical = Step.canonicalName(former);
        String present = stepsByCanonical.get(canonical);
        String claim = claims.putIfAbsent(canonical, step);
        if (!Names.isValid(former)) {
            fault(step, Names.fault("step in former times", former));
        } else if (presentNames.contains(former) || (present != null && !present.equals(step))) {
            // A step that changed only case, dashes and underscores of its name may say so.
            fault(
                    step,
                    "former name is the name of a step today: formerly=" + former + ", step=" + present
                            + "; leave it out, or give that step another name");
        } else if (claim != null) {
            fault(
                    step,
                    "former name is claimed twice: formerly=" + former + ", steps=[" + claim + ", " + step
                            + "]; let one step say it, once");
        }
    }

    private void fault(String step, String message) {
        faults.add(new TopologyFault(step, message));
    }
}
