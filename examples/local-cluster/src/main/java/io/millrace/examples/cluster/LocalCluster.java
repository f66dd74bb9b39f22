package io.millrace.examples.cluster;

import io.millrace.examples.process.ChildProcess;
import io.millrace.examples.process.JavaProgram;
import io.millrace.examples.process.OwnFolder;
import io.millrace.examples.zookeeper.ZooKeeperEnsemble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A cluster on this machine: a ZooKeeper ensemble, and members of an application, each a process of its own. They share a
 * folder of checkpoints and a secret; each has ports and a data folder of its own.
 *
 * <p><b>Lifecycle.</b> {@link #start}, at last {@link #close}. All processes end with this one, whatever ends it.
 *
 * <p><b>Thread.</b> May be used by any thread.
 */
public final class LocalCluster implements AutoCloseable {

    private static final int STOP_SECONDS = 20;
    private static final String CHECKPOINTS = "checkpoints";

    private final ClusterSettings settings;
    private final OwnFolder folder;
    private final ZooKeeperEnsemble ensemble;
    private final ClusterSecret secret = ClusterSecret.random();
    private final List<LocalMember> members = new CopyOnWriteArrayList<>();

    private LocalCluster(ClusterSettings settings, OwnFolder folder, ZooKeeperEnsemble ensemble) {
        this.settings = settings;
        this.folder = folder;
        this.ensemble = ensemble;
    }

    /**
     * Starts a cluster. ZooKeeper serves when it returns; the members have been started, masters first, and are not awaited.
     *
     * @throws IOException if something of it does not come up; the message names its log, which then stays
     */
    public static LocalCluster start(ClusterSettings settings) throws IOException, InterruptedException {
        OwnFolder folder = OwnFolder.of("Millrace", settings.folder());
        try {
            LocalCluster cluster =
                    new LocalCluster(settings, folder, ZooKeeperEnsemble.start(settings.ensemble(folder.path())));
            cluster.startMembers();
            return cluster;
        } catch (InterruptedException e) {
            folder.deleteIfTemporary();
            throw e;
        }
    }

    /** Members in the order of their start, dead or alive. */
    public List<LocalMember> members() {
        return List.copyOf(members);
    }

    /** The member of this name, as in "worker-1", "master-1", or "member-1" for one with both roles. */
    public LocalMember member(String name) {
        return members.stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Member does not exist: member=" + name + ", members="
                        + members.stream().map(LocalMember::name).toList() + "; use one of these"));
    }

    /** Starts another member. */
    public LocalMember add(Set<Role> roles) throws IOException {
        return add(roles, Map.of());
    }

    /**
     * Starts another member that is not quite like the others, of another version for example.
     *
     * @param properties of Spring Boot and Millrace. They win over those of all members
     */
    public LocalMember add(Set<Role> roles, Map<String, String> properties) throws IOException {
        return add(
                roles,
                settings.members().with(properties),
                MemberPorts.choose(1).get(0));
    }

    /** The ensemble that the members share. */
    public ZooKeeperEnsemble ensemble() {
        return ensemble;
    }

    /** Where everything is. */
    public Path folder() {
        return folder.path();
    }

    /** Where all members find the checkpoints of all. */
    public Path checkpoints() {
        return folder.path().resolve(CHECKPOINTS);
    }

    /**
     * Stops everything in order: members that only lead first, so that nobody moves what is going to stop anyway; the others;
     * ZooKeeper at last. Kills what takes too long. Files stay.
     */
    public void stop() {
        try {
            terminate(member -> !member.roles().contains(Role.WORKER));
            terminate(member -> true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            members.forEach(LocalMember::destroy); // None is alive, unless the above was cut short.
            ensemble.close();
        }
    }

    /** Stops everything; a temporary folder goes with it. */
    @Override
    public void close() {
        stop();
        folder.deleteIfTemporary();
    }

    private void startMembers() throws IOException {
        ClusterSettings.Size size = settings.size();
        try {
            makePrivate(Files.createDirectories(checkpoints()));
            List<MemberPorts> ports = MemberPorts.choose(size.masters() + size.workers());
            for (int i = 0; i < ports.size(); i++) {
                add(rolesOf(i), settings.members(), ports.get(i));
            }
        } catch (IOException | RuntimeException e) {
            stop();
            throw e;
        }
    }

    private Set<Role> rolesOf(int member) {
        int masters = settings.size().masters();
        if (masters == 0) {
            return EnumSet.allOf(Role.class);
        }
        return member < masters ? EnumSet.of(Role.MASTER) : EnumSet.of(Role.WORKER);
    }

    private synchronized LocalMember add(Set<Role> roles, MemberSettings itsSettings, MemberPorts ports)
            throws IOException {
        String kind = roles.size() > 1 ? "member" : Role.text(roles);
        long others =
                members.stream().filter(member -> member.roles().equals(roles)).count();
        String name = kind + "-" + (others + 1);
        MemberPlace place = new MemberPlace(name, roles, folder.path().resolve(name), ports);
        makeDataFolder(place);
        LocalMember member = new LocalMember(place, process(place, itsSettings));
        member.start();
        members.add(member);
        return member;
    }

    private ChildProcess process(MemberPlace place, MemberSettings itsSettings) throws IOException {
        Application application = settings.application();
        JavaProgram program = new JavaProgram(
                MemberProperties.options(place, checkpoints(), ensemble.connectString(), itsSettings),
                application.classPath(),
                application.mainClass(),
                List.of(),
                settings.launchers().getOrDefault(place.name(), List.of()));
        return new ChildProcess(place.folder(), place.name(), program, secret.environment());
    }

    private void makeDataFolder(MemberPlace place) throws IOException {
        Files.createDirectories(place.dataFolder());
        makePrivate(place.folder()); // A console may say its password in the log.
    }

    private static void makePrivate(Path path) throws IOException {
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** All are asked first, so that they stop together. */
    private void terminate(Predicate<LocalMember> choice) throws IOException, InterruptedException {
        List<LocalMember> chosen = members.stream().filter(choice).toList();
        for (LocalMember member : chosen) {
            member.beginTerminate();
        }
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        for (LocalMember member : chosen) {
            member.endTerminate(deadlineNanos);
        }
    }
}
