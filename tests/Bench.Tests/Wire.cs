using System.Text;
using Acp.Bench.Http;

namespace Acp.Bench.Tests;

/// <summary>Bytes that come in pieces, and then the end.</summary>
internal sealed class Wire(string text, int piece)
{
    private readonly byte[] bytes = Encoding.ASCII.GetBytes(text);
    private int sent;

    public static ResponseReader Reading(string text, int piece = int.MaxValue) => new(new Wire(text, piece).Receive);

    private ValueTask<int> Receive(Memory<byte> memory)
    {
        var count = Math.Min(Math.Min(piece, memory.Length), bytes.Length - sent);
        bytes.AsMemory(sent, count).CopyTo(memory);
        sent += count;
        return new(count);
    }
}
