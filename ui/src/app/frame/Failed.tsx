import { Button } from "antd";
import { useNavigate } from "react-router";
import { ErrorNote } from "@/shared/feedback";

/** In place of a screen that failed. The frame and the drafts stand. */
export function Failed() {
  const navigate = useNavigate();
  return (
    <>
      <ErrorNote error={new Error("screen")} safe="记录和草稿都在。" />
      <p style={{ marginTop: 16 }}><Button onClick={() => void navigate("/home")}>回到工作台</Button></p>
    </>
  );
}
