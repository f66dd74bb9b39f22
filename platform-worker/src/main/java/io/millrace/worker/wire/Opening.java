package io.millrace.worker.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The opening of a connection: both sides prove that they know the secret, the one who dialled first, and then say who they
 * are. Nothing else is decoded before.
 *
 * <pre>
 * dialled                     accepted
 *    CHALLENGE  ────────────────▶
 *         ◀──────────────── CHALLENGE
 *    PROOF      ────────────────▶
 *         ◀──────────────── PROOF
 *    HELLO      ────────────────▶
 *         ◀──────────────── HELLO
 * </pre>
 *
 * <p>A proof is the HMAC of what both challenges hold, of the side that proves, and of what is peculiar to the secured
 * connection below. An old one is of no use, since both sides put a fresh nonce in; the other side's own one is of no use,
 * since it names the other side.
 *
 * <p><b>Thread.</b> Owned by the I/O thread.
 */
final class Opening {

    /** Versions of the protocol that we speak. */
    static final int MIN_VERSION = 2;

    static final int MAX_VERSION = 2;

    /** Longest frame before both sides have proved themselves. */
    static final int MAX_UNPROVED_BYTES = 1 << 10;

    /** Longest HELLO. */
    static final int MAX_HELLO_BYTES = 64 << 10;

    static final int NONCE_BYTES = 32;
    static final int CHALLENGE_BYTES = 4 + NONCE_BYTES;
    static final int PROOF_BYTES = 32;

    private enum Step {
        CHALLENGE,
        PROOF,
        HELLO
    }

    private final boolean isDialled;
    private final Hello self;
    private final ClusterSecret secret;
    private final byte[] channelBinding;
    private final byte[] ownChallenge;
    private byte[] otherChallenge = {};
    private int version;
    private Step step = Step.CHALLENGE;

    Opening(boolean isDialled, Hello self, ClusterSecret secret, Randomness nonces, byte[] channelBinding) {
        this.isDialled = isDialled;
        this.self = self;
        this.secret = secret;
        this.channelBinding = channelBinding;
        this.ownChallenge = challenge(nonces);
    }

    /** Sends what comes before anything has been heard. */
    void start(Link link) {
        if (isDialled) {
            sendChallenge(link);
        }
    }

    /** Takes a frame. Returns who the other side is, once that is known and approved. */
    @Nullable
    Hello onFrame(FrameType type, Frame frame, Link link) throws WireFault {
        if (!type.name().equals(step.name())) {
            throw new WireFault(
                    ErrorCode.PROTOCOL, "Frame comes at the wrong time: type=" + type + ", expected=" + step);
        }
        switch (step) {
            case CHALLENGE -> onChallenge(frame, link);
            case PROOF -> onProof(frame, link);
            case HELLO -> {
                return onHello(frame, link);
            }
        }
        return null;
    }

    private static byte[] challenge(Randomness nonces) {
        byte[] nonce = new byte[NONCE_BYTES];
        nonces.fill(nonce);
        byte[] challenge = new byte[CHALLENGE_BYTES];
        FrameHeader.setInt(challenge, 0, (MIN_VERSION << 16) | MAX_VERSION);
        System.arraycopy(nonce, 0, challenge, 4, NONCE_BYTES);
        return challenge;
    }

    private void sendChallenge(Link link) {
        link.send(link.draft(FrameType.CHALLENGE).bytes(ownChallenge));
    }

    private void onChallenge(Frame frame, Link link) throws WireFault {
        BodyReader body = frame.body("CHALLENGE");
        otherChallenge = body.bytes(CHALLENGE_BYTES);
        body.end();
        if (!isDialled) {
            sendChallenge(link);
        }
        int range = FrameHeader.getInt(otherChallenge, 0);
        version = agreedVersion(range >>> 16, range & 0xffff);
        if (isDialled) {
            link.send(link.draft(FrameType.PROOF).bytes(proof(true)));
        }
        step = Step.PROOF;
    }

    private static int agreedVersion(int otherMin, int otherMax) throws WireFault {
        int agreed = Math.min(otherMax, MAX_VERSION);
        if (otherMin > otherMax || agreed < Math.max(otherMin, MIN_VERSION)) {
            throw new WireFault(
                    ErrorCode.VERSION,
                    "Sides have no version of the protocol in common: one=" + otherMin + " to " + otherMax + ", other="
                            + MIN_VERSION + " to " + MAX_VERSION + "; run the same release on all executors");
        }
        return agreed;
    }

    private void onProof(Frame frame, Link link) throws WireFault {
        BodyReader body = frame.body("PROOF");
        byte[] given = body.bytes(PROOF_BYTES);
        body.end();
        if (!MessageDigest.isEqual(given, proof(!isDialled))) {
            throw new WireFault(
                    ErrorCode.SECRET,
                    "The " + (isDialled ? "accepting" : "dialling")
                            + " side does not know the secret of the cluster; give the same one to all members");
        }
        if (isDialled) {
            sendHello(link);
        } else {
            link.send(link.draft(FrameType.PROOF).bytes(proof(false)));
        }
        link.maxFrameBytes(Math.min(MAX_HELLO_BYTES, self.maxFrameBytes()));
        step = Step.HELLO;
    }

    private void sendHello(Link link) {
        link.send(self.write(link.draft(FrameType.HELLO)));
    }

    private Hello onHello(Frame frame, Link link) throws WireFault {
        Hello other = Hello.read(frame.body("HELLO"));
        link.knowExecutor(other.member().executor());
        Hello.checkSame(self.member(), other.member());
        if (!isDialled) {
            sendHello(link);
        }
        return other;
    }

    /** The proof of the one or the other side. */
    private byte[] proof(boolean ofDialling) {
        byte[] label = (ofDialling ? "millrace wire dialling " : "millrace wire accepting")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] agreed = {(byte) (version >>> 8), (byte) version};
        byte[] first = isDialled ? ownChallenge : otherChallenge;
        byte[] second = isDialled ? otherChallenge : ownChallenge;
        return secret.sign(label, agreed, first, second, channelBinding);
    }
}
