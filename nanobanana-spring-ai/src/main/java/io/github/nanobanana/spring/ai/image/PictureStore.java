package io.github.nanobanana.spring.ai.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * A place where pictures are kept, each with a sidecar: a small document that says what
 * it is. A picture is written where no reader looks, and becomes visible at once and
 * whole. The sidecar comes last, so whoever finds one finds the whole picture beside it.
 * Safe for use by many threads and, where the place is shared, by many processes.
 */
public interface PictureStore {

	/**
	 * A store in a folder.
	 * @param folder the folder, which is made if it is missing
	 * @return the store
	 * @throws IllegalArgumentException if there is no such folder and it cannot be made
	 */
	static PictureStore folder(Path folder) {
		return FolderPictureStore.of(folder);
	}

	/**
	 * A store at a location as Spring writes it: a folder, or what any of the
	 * application's resource loaders can write to, such as {@code s3://bucket/pictures/}.
	 * @param location a path, a {@code file:} URL, or the start of the addresses of
	 * writable resources
	 * @param resources loads what is no file
	 * @return the store
	 * @throws IllegalArgumentException if nothing can be written there, with a sentence
	 * that says why
	 */
	static PictureStore at(String location, ResourceLoader resources) {
		return StoreLocation.of(location, resources);
	}

	/**
	 * Begins a picture.
	 * @return a draft that must be committed or discarded
	 * @throws IOException if nothing can be written
	 */
	Draft begin() throws IOException;

	/**
	 * Lists pictures, the newest first.
	 * @param offset how many to pass over, at least 0
	 * @param limit how many to list at most, at least 0
	 * @return the names of pictures that have a sidecar
	 * @throws IOException if the store cannot be read
	 * @throws UnsupportedOperationException if the place cannot be listed
	 */
	List<String> names(int offset, int limit) throws IOException;

	/**
	 * Finds a picture.
	 * @param name a name that this store gave; any other text finds nothing
	 * @return the picture, or {@code null} if it is not there
	 * @throws IOException if the store cannot be read
	 */
	@Nullable Entry find(String name) throws IOException;

	/**
	 * Deletes a picture, its sidecar first.
	 * @param name a name that this store gave
	 * @return whether something was there
	 * @throws IOException if it cannot be deleted
	 * @throws UnsupportedOperationException if the place does not delete
	 */
	boolean delete(String name) throws IOException;

	/**
	 * A picture that is being written. Reading and writing is for one thread at a time.
	 */
	interface Draft {

		/**
		 * Appends bytes. After a failure the bytes of earlier calls can still be read.
		 * @param source the array to take from
		 * @param offset the first byte
		 * @param length how many
		 * @throws IOException if they cannot be written
		 */
		void write(byte[] source, int offset, int length) throws IOException;

		/**
		 * Reads back what was written.
		 * @param position the first byte
		 * @param target the array to fill
		 * @param offset where to begin in it
		 * @param length how many at most
		 * @return how many were read, -1 at the end
		 * @throws IOException if they cannot be read
		 */
		int read(long position, byte[] target, int offset, int length) throws IOException;

		/**
		 * Makes the picture and its sidecar visible. If that fails nothing of it can be
		 * found, and what was written can still be read. Once it has succeeded the draft
		 * is at its end.
		 * @param stem the name to give, to which a number is added if it is taken
		 * @param extension the file name extension, without a dot
		 * @param sidecar the document that goes along
		 * @return what was stored
		 * @throws IOException if it cannot be stored
		 */
		Entry commit(String stem, String extension, byte[] sidecar) throws IOException;

		/**
		 * Gives the draft up and leaves nothing behind. Does nothing after a commit.
		 */
		void discard();

	}

	/**
	 * A stored picture.
	 *
	 * @param name its name in the store, without an extension
	 * @param picture the bytes
	 * @param sidecar the document that goes along
	 */
	record Entry(String name, Resource picture, Resource sidecar) {

	}

}
