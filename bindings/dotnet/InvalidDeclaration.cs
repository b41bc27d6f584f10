using System;
using Amazon.CDK;
using CdkS3Mrap;

/// <summary>Prints the error message of an invalid declaration.</summary>
public static class InvalidDeclaration
{
    public static void Run()
    {
        Stack stack = new Stack(new App(), "InvalidDeclaration", new StackProps
        {
            Env = new Amazon.CDK.Environment { Account = "111122223333", Region = "eu-west-1" },
        });
        try
        {
            new MultiRegionAccessPoint(stack, "Media", new MultiRegionAccessPointProps
            {
                MultiRegionAccessPointName = "Media_Example",
                Buckets = new[]
                {
                    UnderlyingBucket.FromBucketName("media-one", "eu-west-1"),
                    UnderlyingBucket.FromBucketName("media-two", "eu-west-1"),
                },
            });
        }
        catch (Exception error)
        {
            Console.WriteLine(error.Message);
        }
    }
}
