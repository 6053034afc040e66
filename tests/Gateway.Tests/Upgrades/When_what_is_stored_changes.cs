using System.Buffers.Binary;
using Acp.Storage;
using Acp.Upgrade.Writing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Gateway.Tests.Upgrades;

/// <summary>A version that stores otherwise than the one before leaves its own bytes for those that come after it.</summary>
public sealed class When_what_is_stored_changes
{
    private const string WhatToDo =
        "Build, and let this version write its state: dotnet run --project tools/Upgrade -- write tests/Gateway.Tests/Upgrades/States/NN-name, "
        + "with the next number. Keep the folders of released versions as they are. A new member needs a default for records from before it; "
        + "a member, state or word that is gone must still be read (docs/upgrades.md).";

    [Fact]
    public void A_record_of_another_shape_comes_with_bytes_of_its_own()
    {
        var known = File.ReadAllText(Path.Combine(States.Folder, States.Newest, "shapes.txt"));
        var now = StoredShapes.Render();
        var (gone, added) = (known.Split('\n').Except(now.Split('\n')), now.Split('\n').Except(known.Split('\n')));

        Assert.True(known == now, $"What is stored has changed since {States.Newest}: gone [{string.Join("; ", gone)}], new [{string.Join("; ", added)}]. {WhatToDo}");
        Assert.True(
            States.Read(States.Newest).Shapes == WrittenState.DigestOf(known), $"shapes.txt of {States.Newest} is not what its bytes were written with. {WhatToDo}");
    }

    [Fact]
    public async Task A_migration_comes_with_bytes_of_its_own()
    {
        var folder = Directory.CreateTempSubdirectory("acp-schema-");
        var file = Path.Combine(folder.FullName, "acp.db");
        await Stores.Open($"sqlite:{file}", TimeProvider.System, NullLoggerFactory.Instance).DisposeAsync();
        var known = BinaryPrimitives.ReadInt32BigEndian((await File.ReadAllBytesAsync(file)).AsSpan(60)); // In the file's header, at a place that its format fixes.
        folder.Delete(recursive: true);

        var missing = Enumerable.Range(1, known).Except(States.Names.Select(state => States.Read(state).Schema)).ToArray();

        Assert.True(missing.Length == 0, $"No bytes of schema {string.Join(", ", missing)} are kept. {WhatToDo}");
    }
}
