package io.millrace.master.zookeeper;

import io.millrace.cluster.CoordinationException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;

/**
 * Who may do what with the nodes.
 *
 * <p>Members show a user and a password. The password is derived from the secret of the cluster, so whoever reads it on the
 * wire does not learn the secret, which also proves members to each other; TLS is what hides it. Every node of an application
 * is for that user only.
 *
 * <p>The parents above, which several applications with several secrets share, are open: everybody may list them, and make and
 * delete children. That is less than it seems, since a node with children cannot be deleted, and that of an application has some
 * from its first moment. A stranger can take a name before its application does; that one is then refused its start, and harms
 * nobody. Nobody may change the rules of these parents. Who wants them closed makes them, with rules of their own, before.
 */
final class ClusterAccess implements ACLProvider {

    static final String SCHEME = "digest";
    static final List<ACL> SHARED = List.of(new ACL(Perms.READ | Perms.CREATE | Perms.DELETE, Ids.ANYONE_ID_UNSAFE));
    static final List<ACL> OWN = List.copyOf(Ids.CREATOR_ALL_ACL);

    private static final String USER = "millrace";
    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] LABEL = "millrace zookeeper digest 1".getBytes(StandardCharsets.UTF_8);

    private ClusterAccess() {}

    static ClusterAccess ownersOnly() {
        return new ClusterAccess();
    }

    /** What a member shows to ZooKeeper. */
    static byte[] credentials(String secret) throws CoordinationException {
        if (secret.isBlank()) {
            throw new CoordinationException(
                    "Cluster has no secret: millrace.cluster.secret is empty; give all members the same, long and random");
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            String password = HexFormat.of().formatHex(mac.doFinal(LABEL));
            return (USER + ":" + password).getBytes(StandardCharsets.UTF_8);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("JDK lacks " + ALGORITHM, impossible);
        }
    }

    /** Whether nobody but one user of ours may touch a node. Who may read its rules and finds this is that user. */
    static boolean isOwn(List<ACL> rules) {
        return rules.size() == 1
                && rules.get(0).getPerms() == Perms.ALL
                && rules.get(0).getId().getScheme().equals(SCHEME)
                && rules.get(0).getId().getId().startsWith(USER + ":");
    }

    @Override
    public List<ACL> getDefaultAcl() {
        return OWN;
    }

    @Override
    public List<ACL> getAclForPath(String path) {
        return OWN;
    }
}
