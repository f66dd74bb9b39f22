package io.millrace.master.zookeeper;

import io.millrace.cluster.Leader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A leadership as it stands in the nodes {@code epoch} and {@code leader}: {@code epoch=7 member=3}.
 *
 * @param epoch its number
 * @param member whose it is; 0 before the first
 */
record EpochText(long epoch, int member) {

    static final EpochText NONE = new EpochText(0, 0);

    private static final Pattern FORM = Pattern.compile("epoch=(\\d{1,18}) member=(\\d{1,9})");

    /** Nothing if it is damaged. */
    static @Nullable EpochText decode(byte[] data) {
        Matcher parts = FORM.matcher(new String(data, StandardCharsets.UTF_8));
        return parts.matches() ? new EpochText(Long.parseLong(parts.group(1)), Integer.parseInt(parts.group(2))) : null;
    }

    byte[] encode() {
        return ("epoch=" + epoch + " member=" + member).getBytes(StandardCharsets.UTF_8);
    }

    Leader leader() {
        return new Leader(member, epoch);
    }
}
