using System.Buffers.Binary;

namespace Acp.Storage.Tests;

/// <summary>Reads SQLite's log from outside (https://sqlite.org/fileformat2.html, section 4).</summary>
internal static class WriteAheadLog
{
    private const int Header = 32;
    private const int FrameHeader = 24;

    /// <summary>Commits in the log, each of which was one flush. Right as long as the log has not wrapped.</summary>
    public static int Commits(string database)
    {
        using var file = new FileStream(database + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var log = new byte[file.Length];
        file.ReadExactly(log);
        var frame = FrameHeader + (int)BinaryPrimitives.ReadUInt32BigEndian(log.AsSpan(8));
        return Enumerable.Range(0, (log.Length - Header) / frame).Count(i => EndsCommit(log.AsSpan(Header + (i * frame))));
    }

    // The size of the database after the commit stands in a commit's last frame, and 0 in the others.
    private static bool EndsCommit(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadUInt32BigEndian(frame[4..]) != 0;
}
