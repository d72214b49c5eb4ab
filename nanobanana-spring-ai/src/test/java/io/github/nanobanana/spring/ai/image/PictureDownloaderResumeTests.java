package io.github.nanobanana.spring.ai.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

import io.github.nanobanana.spring.ai.image.ScriptedServer.Ending;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Downloads that break off go on where they broke off, and into a store where there is
 * one; compressed ones are inflated up to the cap.
 */
class PictureDownloaderResumeTests {

	private static final byte[] PNG = SamplePictures.large(200_000);

	private static final int HALF = 90_000;

	private static final String TAG = "ETag: \"v1\"";

	private static final String DATES = "Last-Modified: Fri, 27 Nov 2026 20:15:02 GMT\r\nDate: Fri, 27 Nov 2026 20:15:03 GMT";

	private final ScriptedServer server;

	private final ImpatientScheduler scheduler = new ImpatientScheduler();

	private final PictureDownloader downloader = PictureDownloader.builder()
		.allowHttp(true)
		.allowPrivateAddresses(true)
		.maxBytes(1_000_000)
		.scheduler(this.scheduler)
		.build();

	@TempDir
	private Path folder;

	PictureDownloaderResumeTests() throws IOException {
		this.server = new ScriptedServer();
	}

	@AfterEach
	void close() throws IOException {
		this.downloader.close();
		this.server.close();
	}

	@Test
	void downloadWhenBodyBreaksOffAsksForTheRest() {
		assertGoesOn(TAG, "\"v1\"");
	}

	@Test
	void downloadWhenBodyBreaksOffAsksForTheRestByDate() {
		assertGoesOn(DATES, "Fri, 27 Nov 2026 20:15:02 GMT");
	}

	private void assertGoesOn(String headers, String sent) {
		breakOff(headers);
		rest(headers, HALF);
		assertThat(download()).isEqualTo(PNG);
		assertThat(request(0)).doesNotContain("range:");
		assertThat(request(1)).contains("range: bytes=" + HALF + "-\r\n", "if-range: " + sent + "\r\n");
	}

	@Test
	void downloadWhenItBreaksOffTwiceGoesOnTwice() {
		breakOff(TAG);
		this.server.reply("206 Partial Content",
				TAG + "\r\nContent-Range: bytes 90000-199999/200000\r\nContent-Length: 110000",
				Arrays.copyOfRange(PNG, HALF, 120_000), Ending.CLOSE);
		rest(TAG, 120_000);
		assertThat(download()).isEqualTo(PNG);
		assertThat(request(2)).contains("range: bytes=120000-");
	}

	@Test
	void downloadWhenPictureHasChangedBeginsAnew() {
		breakOff(TAG);
		byte[] other = SamplePictures.png(5, 5);
		this.server.reply("200 OK", "ETag: \"v2\"\r\nContent-Length: " + other.length, other, Ending.CLOSE);
		assertThat(download()).isEqualTo(other);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ETag: W/\"v1\"", "ETag: \"v1\"\r\nAccept-Ranges: none", "X-Nothing: 1",
			"Last-Modified: Fri, 27 Nov 2026 20:15:03 GMT\r\nDate: Fri, 27 Nov 2026 20:15:03 GMT",
			"Last-Modified: Fri, 27 Nov 2026 20:15:03 GMT", "Last-Modified: yesterday\r\nDate: today" })
	void downloadWhenVersionCannotBeToldBeginsAnew(String headers) {
		breakOff(headers);
		this.server.picture(PNG);
		assertThat(download()).isEqualTo(PNG);
		assertThat(request(1)).doesNotContain("range:");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ETag: \"v2\"\r\nContent-Range: bytes 90000-199999/200000",
			"Content-Range: bytes 90000-199999/200000", "ETag: \"v1\"\r\nContent-Range: bytes 89999-199999/200000",
			"ETag: \"v1\"\r\nContent-Range: bytes", "ETag: \"v1\"" })
	void downloadWhenRestDoesNotFitBeginsAnew(String headers) {
		breakOff(TAG);
		this.server.reply("206 Partial Content", headers + "\r\nContent-Length: 110000",
				Arrays.copyOfRange(PNG, HALF, PNG.length), Ending.CLOSE);
		this.server.picture(PNG);
		assertThat(download()).isEqualTo(PNG);
		assertThat(request(2)).doesNotContain("range:");
	}

	@Test
	void downloadWhenRangeIsRefusedBeginsAnew() {
		breakOff(TAG);
		this.server.status("416 Range Not Satisfiable").picture(PNG);
		assertThat(download()).isEqualTo(PNG);
	}

	@Test
	void downloadWhenNothingWasAskedForInPartsTakesNoPart() {
		this.server
			.reply("206 Partial Content", TAG + "\r\nContent-Range: bytes 0-9/10\r\nContent-Length: 10",
					Arrays.copyOf(PNG, 10), Ending.CLOSE)
			.picture(PNG);
		assertThat(download()).isEqualTo(PNG);
	}

	@Test
	void downloadWhenRedirectedGoesOnBehindTheRedirect() {
		this.server.redirect(302, "/b.png");
		breakOff(TAG);
		this.server.redirect(302, "/c.png");
		rest(TAG, HALF);
		assertThat(download()).isEqualTo(PNG);
	}

	@Test
	void downloadWhenThereIsAStoreWritesThereAcrossAttempts() {
		PictureIntake intake = PictureIntake.into(PictureStore.folder(this.folder));
		breakOff("X-Nothing: 1");
		breakOff(TAG);
		rest(TAG, HALF);
		Picture picture = block(intake);
		assertThat(this.folder.toFile().list()).hasSize(1);
		PictureIntake.Kept kept = intake.keep(picture, Instant.EPOCH, (sha256) -> new byte[] { '{', '}' });
		assertThat(kept.picture().toByteArray()).isEqualTo(PNG);
		intake.close();
		assertThat(this.folder.toFile().list()).hasSize(2);
	}

	@Test
	void cancelWhenThereIsAStoreClosesConnectionAndLeavesNothing() throws InterruptedException {
		PictureIntake intake = PictureIntake.into(PictureStore.folder(this.folder));
		this.server.reply("200 OK", "Content-Length: 200000", Arrays.copyOf(PNG, HALF), Ending.HOLD);
		Disposable download = this.downloader.download(url(), url(), intake).subscribe();
		this.server.awaitHeld();
		download.dispose();
		this.server.awaitAbandoned();
		intake.close();
		assertThat(this.folder).isEmptyDirectory();
	}

	@Test
	void downloadWhenCompressedUnaskedInflates() throws IOException {
		this.server.reply("200 OK", "Content-Encoding: gzip", gzip(PNG), Ending.CLOSE);
		assertThat(download()).isEqualTo(PNG);
		ByteArrayOutputStream deflated = new ByteArrayOutputStream();
		try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
			out.write(PNG);
		}
		this.server.reply("200 OK", "Content-Encoding: deflate", deflated.toByteArray(), Ending.CLOSE);
		assertThat(download()).isEqualTo(PNG);
	}

	@Test
	void downloadWhenCompressedAndCutIsTriedAgain() throws IOException {
		byte[] whole = gzip(PNG);
		this.server.reply("200 OK", "Content-Encoding: gzip\r\n" + TAG, Arrays.copyOf(whole, 50_000), Ending.CLOSE);
		this.server.picture(PNG);
		assertThat(download()).isEqualTo(PNG);
		assertThat(request(1)).doesNotContain("range:");
	}

	@Test
	void downloadWhenCompressedIsABombStopsAtTheCap() throws Exception {
		byte[] bomb = new byte[50_000_000];
		System.arraycopy(PNG, 0, bomb, 0, 1_000);
		this.server.reply("200 OK", "Content-Encoding: gzip", gzip(bomb), Ending.HOLD);
		assertThatExceptionOfType(PictureTooLargeException.class).isThrownBy(this::download);
		this.server.awaitAbandoned();
	}

	private void breakOff(String headers) {
		this.server.reply("200 OK", headers + "\r\nContent-Length: " + PNG.length, Arrays.copyOf(PNG, HALF),
				Ending.CLOSE);
	}

	private void rest(String headers, int from) {
		byte[] rest = Arrays.copyOfRange(PNG, from, PNG.length);
		this.server.reply("206 Partial Content",
				headers + "\r\nContent-Length: " + rest.length + "\r\nContent-Range: bytes " + from + "-199999/200000",
				rest, Ending.CLOSE);
	}

	private String request(int number) {
		return this.server.requests().get(number);
	}

	private URI url() {
		return this.server.uri("/a.png");
	}

	private byte[] download() {
		return block(PictureIntake.inMemory()).toByteArray();
	}

	private Picture block(PictureIntake intake) {
		return this.downloader.download(url(), url(), intake).blockOptional(Duration.ofSeconds(20)).orElseThrow();
	}

	private static byte[] gzip(byte[] bytes) throws IOException {
		ByteArrayOutputStream zipped = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
			out.write(bytes);
		}
		return zipped.toByteArray();
	}

}
