package io.github.nanobanana.samples.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The server in its process, for as long as this object is open.
 */
final class ServerProcess implements AutoCloseable {

	private final Process process;

	private final int port;

	private ServerProcess(Process process, int port) {
		this.process = process;
		this.port = port;
	}

	static ServerProcess start() throws IOException {
		Process process = JavaProcess.startSelf(List.of("-Xmx512m"), List.of("server"));
		BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
		String port = out.readLine();
		if (port == null) {
			throw new IOException("The server did not start");
		}
		return new ServerProcess(process, Integer.parseInt(port));
	}

	/**
	 * An address below which every call is answered with base64.
	 * @param bytes the size of the picture
	 * @param delay the time before the answer, in milliseconds
	 */
	URI base64(int bytes, long delay) {
		return base("b64", bytes, delay);
	}

	/** An address below which every call is answered with a URL. */
	URI url(long delay) {
		return base("url", SamplePicture.MIB, delay);
	}

	private URI base(String kind, int bytes, long delay) {
		return URI.create("http://127.0.0.1:" + this.port + "/" + kind + "/" + bytes + "/" + delay);
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}
