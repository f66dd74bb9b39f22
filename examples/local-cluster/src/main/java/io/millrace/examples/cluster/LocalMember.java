package io.millrace.examples.cluster;

import io.millrace.examples.process.ChildProcess;
import io.millrace.examples.process.Loopback;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A member of a local cluster: a process that can be killed, paused, stopped and started again where it was.
 *
 * <p><b>Thread.</b> May be used by any thread; calls wait for one another, but for those that begin with "await".
 */
public final class LocalMember {

    private final MemberPlace place;
    private final ChildProcess process;
    private boolean isToRun;
    private long lifeStart;

    LocalMember(MemberPlace place, ChildProcess process) {
        this.place = place;
        this.process = process;
    }

    /** As in "worker-1". */
    public String name() {
        return place.name();
    }

    /** What it does for the others. */
    public Set<Role> roles() {
        return place.roles();
    }

    /** Port for other members. */
    public int clusterPort() {
        return place.ports().cluster();
    }

    /** Where its console is, and its REST. */
    public URI console() {
        return URI.create("http://" + Loopback.HOST + ":" + place.ports().console() + "/");
    }

    /** Where its application has its web server, if there is one. */
    public URI server() {
        return URI.create("http://" + Loopback.HOST + ":" + place.ports().server() + "/");
    }

    /** Its {@code millrace.data-dir}. */
    public Path dataFolder() {
        return place.dataFolder();
    }

    /** What it has said, in all of its lives. */
    public Path log() {
        return process.log();
    }

    /** Id of its process, the last if there were several. */
    public synchronized long pid() {
        return process.pid();
    }

    /** Whether its process runs, be it paused. */
    public synchronized boolean isAlive() {
        return process.isAlive();
    }

    /** How its process has ended, if it has. */
    public synchronized OptionalInt exitCode() {
        return process.exitCode();
    }

    /** Whether it has ended though nobody here has asked for it. */
    public synchronized boolean hasDied() {
        return isToRun && !process.isAlive();
    }

    /** Starts it again after its end, with the ports and the data that it had. Whether it is ready shows later. */
    public synchronized void start() throws IOException {
        long size = Files.exists(log()) ? Files.size(log()) : 0;
        process.start();
        lifeStart = size;
        isToRun = true;
    }

    /** Sends SIGKILL and waits for the end. */
    public synchronized void kill() throws InterruptedException {
        isToRun = false;
        process.kill();
    }

    /** Sends SIGSTOP: it keeps its connections, and does nothing. */
    public synchronized void pause() throws IOException, InterruptedException {
        process.pause();
    }

    /** Sends SIGCONT. */
    public synchronized void resume() throws IOException, InterruptedException {
        process.resume();
    }

    /** Sends SIGTERM and waits for the end; kills it when the time is over, and is false then. */
    public synchronized boolean terminate(Duration patience) throws IOException, InterruptedException {
        beginTerminate();
        return !process.endStop(System.nanoTime() + patience.toNanos());
    }

    /**
     * Waits until it has said, in its present life, a line in which a regular expression is found.
     *
     * @return the line
     * @throws IOException if it does not, or ends before
     */
    public String awaitLog(String regex, Duration patience) throws IOException, InterruptedException {
        return new MemberWait(this, patience).forLine(regex, lifeStart());
    }

    /**
     * Waits until an HTTP server answers, whatever it says.
     *
     * @param uri as of {@link #console}, with the rest resolved
     * @return the status
     * @throws IOException if it does not, or the member ends before
     */
    public int awaitHttp(URI uri, Duration patience) throws IOException, InterruptedException {
        return new MemberWait(this, patience).forAnswer(uri);
    }

    synchronized void beginTerminate() throws IOException, InterruptedException {
        isToRun = false;
        process.beginTerminate();
    }

    synchronized void endTerminate(long deadlineNanos) throws InterruptedException {
        process.endStop(deadlineNanos);
    }

    synchronized void destroy() {
        isToRun = false;
        process.destroy();
    }

    synchronized String lastWords() throws IOException {
        return process.lastWords();
    }

    private synchronized long lifeStart() {
        return lifeStart;
    }
}
