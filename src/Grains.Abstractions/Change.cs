namespace Acp;

/// <summary>One member of an update: absent leaves what is stored, a null value clears it (ACP RFC §6.2).</summary>
public readonly record struct Change<T>(bool Given, T? Value)
{
    public T? Or(T? stored) => Given ? Value : stored;
}

public static class Change
{
    public static Change<T> To<T>(T? value) => new(Given: true, value);
}
