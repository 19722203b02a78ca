/* Reads all content, and answers with as many further bytes as the query says: out=N. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(void) {
	static char piece[65536];
	const char *query = getenv("QUERY_STRING"), *length = getenv("CONTENT_LENGTH");
	long long out = query && strncmp(query, "out=", 4) == 0 ? atoll(query + 4) : 0;
	ssize_t n;
	for (long long left = length ? atoll(length) : 0; left > 0; left -= n)
		if ((n = read(0, piece, sizeof piece)) <= 0) return 1;
	printf("Content-Type: text/plain\n\nHello\n");
	if (fflush(stdout) != 0) return 1;
	memset(piece, 'x', sizeof piece);
	for (; out > 0; out -= n)
		if ((n = write(1, piece, out < (long long)sizeof piece ? (size_t)out : sizeof piece)) <= 0) return 1;
	return 0;
}
