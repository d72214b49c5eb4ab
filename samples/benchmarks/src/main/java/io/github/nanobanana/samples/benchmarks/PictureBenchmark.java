package io.github.nanobanana.samples.benchmarks;

import java.net.URI;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One call for a picture that is answered with base64, until the decoded bytes are held.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PictureBenchmark {

	/** A name of {@link Peer}. */
	@Param("SOCKET")
	public String peer = "";

	/** The address in front of {@code /v1/images/generations}. */
	@Param("http://127.0.0.1:1")
	public String base = "";

	private PictureClient client = Peer.SOCKET.open(URI.create("http://127.0.0.1:1"));

	/**
	 * Opens the client.
	 */
	@Setup
	public void open() {
		this.client = Peer.valueOf(this.peer).open(URI.create(this.base));
	}

	/**
	 * Closes the client.
	 */
	@TearDown
	public void close() {
		this.client.close();
	}

	/**
	 * Makes a call.
	 * @return what was received
	 * @throws Exception if the client cannot do it
	 */
	@Benchmark
	public Object picture() throws Exception {
		return this.client.picture();
	}

}
