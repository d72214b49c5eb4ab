package io.github.nanobanana.spring.ai.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import org.springframework.core.io.Resource;

/**
 * The content of a stored picture, opened anew for each reader.
 */
final class ResourceBytes implements PictureBytes {

	private final Resource resource;

	private final long size;

	ResourceBytes(Resource resource, long size) {
		this.resource = resource;
		this.size = size;
	}

	Resource resource() {
		return this.resource;
	}

	@Override
	public long size() {
		return this.size;
	}

	@Override
	public int read(long position, byte[] target, int offset, int length) {
		try (InputStream in = openStream()) {
			in.skipNBytes(position);
			return in.read(target, offset, length);
		}
		catch (IOException ex) {
			throw gone(ex);
		}
	}

	@Override
	public byte[] copy(long position, int length) {
		try (InputStream in = openStream()) {
			in.skipNBytes(position);
			return in.readNBytes(length);
		}
		catch (IOException ex) {
			throw gone(ex);
		}
	}

	@Override
	public void writeTo(OutputStream out, long position) throws IOException {
		try (InputStream in = openStream()) {
			in.skipNBytes(position);
			in.transferTo(out);
		}
	}

	@Override
	public InputStream openStream() {
		try {
			return this.resource.getInputStream();
		}
		catch (IOException ex) {
			throw gone(ex);
		}
	}

	private PictureException gone(IOException cause) {
		return new PictureException("The stored picture " + this.resource.getDescription()
				+ " cannot be read: see whether it was moved or deleted.", cause);
	}

	@Override
	public String toString() {
		return "ResourceBytes[" + this.resource.getDescription() + ", " + this.size + " bytes]";
	}

}
